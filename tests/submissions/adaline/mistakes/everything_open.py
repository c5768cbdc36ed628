"""Nothing was done. diagnosis: stub-left"""
# %% manual_gradient
-         downhill = 2.0 * (y - yhat)
-         negative_grad_w = x.T @ downhill.view(-1, 1) / len(y)
-         negative_grad_b = downhill.sum().view(1) / len(y)
-         return negative_grad_w, negative_grad_b
+         raise NotImplementedError()
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    raise NotImplementedError()
# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    raise NotImplementedError()
# %% linear_model
-         self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         raise NotImplementedError()
-         return self.linear(x).view(-1)
+         raise NotImplementedError()
