"""Per-sample gradients by vmap, then their mean."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         def of_one_sample(sample, output, label):
+             error = output - label
+             return 2 * error * sample, 2 * error
+
+         grad_w, grad_b = torch.vmap(of_one_sample)(x, yhat, y)
+         return -grad_w.mean(dim=0).view(-1, 1), -grad_b.mean(dim=0).view(1)
