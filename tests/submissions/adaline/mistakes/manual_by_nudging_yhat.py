"""Measures the slope by nudging the predictions; no forward is called. diagnosis: none"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         h = 1e-4
+         gw = torch.zeros_like(self.weight)
+         for j in range(x.shape[1]):
+             up = ((yhat + h * x[:, j] - y) ** 2).mean(); dn = ((yhat - h * x[:, j] - y) ** 2).mean()
+             gw[j] = -(up - dn) / (2*h)
+         gb = -(((yhat + h - y) ** 2).mean() - ((yhat - h - y) ** 2).mean()) / (2*h)
+         return gw, gb.view(1)
