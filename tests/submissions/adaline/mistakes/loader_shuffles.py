"""A DataLoader shuffles, from a random stream of its own. diagnosis: other-shuffle; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

      cost = []
+     loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=minibatch_size, shuffle=True)
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         for xb, yb in loader:
+             loss = loss_fn(model(xb), yb)
