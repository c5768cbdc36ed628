"""The update makes new tensors that nobody keeps. diagnosis: parameters-untouched"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             for parameter in model.parameters():
+                 parameter = parameter - learning_rate * parameter.grad
