"""The relu plays no part on the way back. diagnosis: relu-mask-missing"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = error @ w2.T
