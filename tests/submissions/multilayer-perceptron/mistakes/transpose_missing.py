"""The second layer's weights are not transposed. diagnosis: transpose-missing"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = (error @ w2) * (hidden > 0)
