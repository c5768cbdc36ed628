"""x is not transposed. diagnosis: transpose-missing"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
