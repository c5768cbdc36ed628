"""The mean signal, for each feature alike. diagnosis: gradient-no-input"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return signal.sum(dim=0).expand(w1.shape).clone(), signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
