"""It makes the step as well. diagnosis: argument-changed"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     grad_w = x.T @ error / len(y)
+     w -= 0.1 * grad_w
+     return loss, grad_w, error.mean(dim=0)
