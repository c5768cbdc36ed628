"""Times the hidden layer, not times its slope. diagnosis: relu-mask-wrong"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = (error @ w2.T) * hidden
