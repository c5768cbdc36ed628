"""backward is given its 1."""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         loss.backward()
+         loss.backward(torch.tensor(1.0, dtype=x.dtype, device=x.device))
