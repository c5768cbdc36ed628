"""No optimizer: copy_ under no_grad."""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             loss = loss_fn(model(x[rows]), y[rows])
-             optimizer.zero_grad()
-             loss.backward()
-             optimizer.step()
+             model.zero_grad()
+             loss_fn(model(x[rows]), y[rows]).backward()
+             with torch.no_grad():
+                 for parameter in model.parameters():
+                     parameter.copy_(parameter - learning_rate * parameter.grad)
