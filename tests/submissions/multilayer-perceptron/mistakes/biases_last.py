"""Both weights, then both biases. diagnosis: results-swapped"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x.T @ signal, hidden.T @ error, signal.sum(dim=0), error.sum(dim=0)
