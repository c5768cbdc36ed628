"""SGD with each argument spelled out, in two groups."""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     groups = [{"params": [parameter]} for parameter in model.parameters()]
+     optimizer = torch.optim.SGD(groups, lr=learning_rate, momentum=0.0, weight_decay=0.0)
