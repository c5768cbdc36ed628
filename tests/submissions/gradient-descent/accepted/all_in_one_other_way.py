"""Every task solved, each in another way than the solution."""
# %% forward_and_loss
-     return w * x
+     return np.multiply(x, w)
-     return ((y_pred - y) ** 2).mean()
+     return np.mean((y - y_pred) ** 2)
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return 2 / len(x) * x.dot(y_pred - y)
# %% training_loop
-     losses = []
+     losses = list()
-         w = w - learning_rate * gradient(x, y, y_pred)
+         w -= gradient(x, y, y_pred) * learning_rate
# %% autograd_loop
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-         loss = mse_loss(y, forward(w, x))
+         loss = ((w * x - y) ** 2).mean()
-     return w.detach(), losses
+     return w, losses
# %% find_the_bug
-     return n
+     return len(range(n))
