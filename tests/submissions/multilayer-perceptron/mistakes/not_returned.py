"""Nothing is returned. diagnosis: no-return"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     result = x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
