"""The gradient of the biases is (1, k). diagnosis: bias-shape"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x.T @ error / len(y), error.mean(dim=0, keepdim=True)
