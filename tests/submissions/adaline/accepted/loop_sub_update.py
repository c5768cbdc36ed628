"""No optimizer: sub_ under no_grad, grad.zero_()."""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()

-             optimizer.step()
+             with torch.no_grad():
+                 for parameter in model.parameters():
+                     parameter.sub_(learning_rate * parameter.grad)
+                     parameter.grad.zero_()
