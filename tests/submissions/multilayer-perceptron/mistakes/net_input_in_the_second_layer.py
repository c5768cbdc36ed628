"""The net input in the place of the hidden layer. diagnosis: cache-before-activation"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x.T @ signal, signal.sum(dim=0), (x @ w1 + b1).T @ error, error.sum(dim=0)
