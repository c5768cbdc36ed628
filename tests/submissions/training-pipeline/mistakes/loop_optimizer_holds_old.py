"""The parameters are replaced after the optimizer got them. diagnosis: optimizer-holds-old"""
# %% training_loop
      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     for module in list(model.modules()):
+         for name, parameter in list(module._parameters.items()):
+             setattr(module, name, nn.Parameter(parameter.detach().clone()))
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
