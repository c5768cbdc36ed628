"""No optimizer: an update through .data."""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()

-             optimizer.step()
+             for parameter in model.parameters():
+                 parameter.data = parameter.data - learning_rate * parameter.grad
+                 parameter.grad = None
