"""New parameters replace the old ones in each step. diagnosis: leaf-rebound"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-         optimizer.step()
-         optimizer.zero_grad()
+         for module in list(model.modules()):
+             for name, p in list(module._parameters.items()):
+                 if p is not None:
+                     setattr(module, name, nn.Parameter(p.detach() - learning_rate * p.grad))
