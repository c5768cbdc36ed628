"""The signal is averaged for w1, and summed for b1. diagnosis: gradient-bias-summed"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x.T @ signal, len(y) * signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
