"""Worked out in NumPy and brought back."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         import numpy as np
+
+         error = (yhat - y).detach().cpu().numpy()
+         grad_w = 2 * x.detach().cpu().numpy().T @ error[:, None] / len(error)
+         grad_b = 2 * np.mean(error, keepdims=True)
+         return -torch.from_numpy(grad_w).to(x), -torch.from_numpy(grad_b).to(x)
