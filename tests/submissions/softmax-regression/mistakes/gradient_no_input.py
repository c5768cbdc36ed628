"""The mean error, for each feature alike. diagnosis: gradient-no-input"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, error.mean(dim=0).expand(w.shape).clone(), error.mean(dim=0)
