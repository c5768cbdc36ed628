"""New parameters replace the old ones in each step. diagnosis: leaf-rebound"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             for name, parameter in list(model.named_parameters()):
+                 new = parameter.detach() - learning_rate * parameter.grad
+                 setattr(model, name, torch.nn.Parameter(new))
