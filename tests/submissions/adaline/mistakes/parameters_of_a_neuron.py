"""The optimizer is given a weight and a bias by name, which not every model has. diagnosis: none"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([model.weight, model.bias], lr=learning_rate)
