"""The mask is worked out from the net input, the rest by forward."""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = (error @ w2.T) * (x @ w1 + b1 > 0)
