"""The signal forgets the second layer's weights. diagnosis: none"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = error.sum(dim=1, keepdim=True) * (hidden > 0)
