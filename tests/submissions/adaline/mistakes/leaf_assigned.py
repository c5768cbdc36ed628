"""Assigns a tensor where a parameter was. diagnosis: leaf-rebound"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             for name, parameter in list(model.named_parameters()):
+                 setattr(model, name, parameter - learning_rate * parameter.grad)
