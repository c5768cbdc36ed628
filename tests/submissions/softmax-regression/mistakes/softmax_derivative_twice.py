"""The derivative of softmax is multiplied in again. diagnosis: softmax-derivative-twice"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     error = error * probabilities * (1 - probabilities)
+     return loss, x.T @ error / len(y), error.mean(dim=0)
