"""Every task solved, each in another way than the solution."""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         n = y.shape[0]
+         error = torch.sub(yhat, y)
+         return x.t().matmul(error.reshape(n, 1)).mul(-2 / n), error.mean(0, keepdim=True) * -2
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    parameters = [getattr(model, name) for name in ("weight", "bias")]
    return tuple(grad.neg_() for grad in torch.autograd.grad(loss, parameters))
# %% backward_loop
-     cost = []
+     history = []
-             loss = loss_fn(model(x[rows]), y[rows])

-             loss.backward()
+             loss_fn(model.forward(x[rows]), y[rows]).backward()
-             cost.append(loss_fn(model(x), y).item())
-     return cost
+             history.append(loss_fn(model.forward(x), y).item())
+     return history
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         self.lin = torch.nn.Linear(num_features, out_features=1, device=device, dtype=dtype)
+         torch.nn.utils.vector_to_parameters(
+             torch.zeros(num_features + 1, device=device, dtype=dtype), self.parameters()
+         )
-         return self.linear(x).view(-1)
+         return self.lin(x).ravel()
