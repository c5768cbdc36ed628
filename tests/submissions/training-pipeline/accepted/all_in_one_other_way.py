"""Every task solved, each in another way than the solution."""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
+     w = torch.tensor(0.0, dtype=x.dtype, device=x.device, requires_grad=True)
+     loss_fn = nn.MSELoss()
-         loss = squared_error(w * x, y)
+         loss = loss_fn(y, w * x)
-         optimizer.zero_grad()

-     return w.detach(), losses
+         optimizer.zero_grad()
+     return w, losses
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    column = lambda values: torch.tensor([[float(v)] for v in values])
    return column(x), column(y)
# %% linear_module
-         super().__init__()
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         super(LinearRegression, self).__init__()
+         self.lin = nn.Linear(input_dim, output_dim, dtype=dtype).to(device)
-         return self.linear(x)
+         return self.lin.forward(x)
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     if loss_fn is None:
+         loss_fn = torch.nn.functional.mse_loss
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses += [float(loss)]
+         optimizer.zero_grad(set_to_none=False)
-         optimizer.zero_grad()
