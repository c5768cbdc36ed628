"""The parameters are replaced after the optimizer got them. diagnosis: optimizer-holds-old"""
# %% training_loop
+     for module in list(model.modules()):
+         for name, parameter in list(module._parameters.items()):
+             setattr(module, name, nn.Parameter(parameter.detach().clone()))
      losses = []

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
