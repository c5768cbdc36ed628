"""A DataLoader shuffles, by a seed of its own. diagnosis: other-shuffle"""
# %% train_softmax
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         data = torch.utils.data.TensorDataset(x, y)
+         for some, those in torch.utils.data.DataLoader(data, minibatch_size, shuffle=True):
+             loss = loss_fn(model(some), those)
