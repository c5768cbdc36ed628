"""Axes of length 1 are removed, which a single sample needs. diagnosis: none"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = ((error @ w2.T) * (hidden > 0)).squeeze()
