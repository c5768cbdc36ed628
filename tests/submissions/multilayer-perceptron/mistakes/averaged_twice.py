"""Divided by n in the error and once more at the end. diagnosis: averaged-twice"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x.T @ signal / len(y), signal.mean(dim=0), hidden.T @ error / len(y), error.mean(dim=0)
