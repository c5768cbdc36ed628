"""The optimizer is given the first parameter alone. diagnosis: none"""
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([next(model.parameters())], lr=learning_rate)
