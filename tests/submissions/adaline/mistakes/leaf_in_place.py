"""The update is recorded: in place on a leaf. diagnosis: leaf-in-place"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             for parameter in model.parameters():
+                 parameter -= learning_rate * parameter.grad
