"""Slope 1 at zero. diagnosis: relu-at-zero"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = (error @ w2.T) * (x @ w1 + b1 >= 0)
