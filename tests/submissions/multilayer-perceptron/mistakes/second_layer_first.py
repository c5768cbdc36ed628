"""The second layer's gradients first. diagnosis: results-swapped"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return hidden.T @ error, error.sum(dim=0), x.T @ signal, signal.sum(dim=0)
