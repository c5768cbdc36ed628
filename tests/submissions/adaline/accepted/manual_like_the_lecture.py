"""The steps of the lecture: dL/dyhat, dyhat/dw, and a product."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         grad_loss_yhat = 2 * (yhat - y)
+         grad_yhat_weights = x
+         grad_yhat_bias = 1.0
+         grad_loss_weights = torch.mm(grad_yhat_weights.t(), grad_loss_yhat.view(-1, 1)) / y.size(0)
+         grad_loss_bias = torch.sum(grad_yhat_bias * grad_loss_yhat) / y.size(0)
+         return (-1) * grad_loss_weights, (-1) * grad_loss_bias
