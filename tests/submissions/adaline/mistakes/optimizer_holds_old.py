"""The parameters are replaced after the optimizer got them. diagnosis: optimizer-holds-old"""
# %% backward_loop
      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     for name, parameter in list(model.named_parameters()):
+         setattr(model, name, torch.nn.Parameter(parameter.detach().clone()))
