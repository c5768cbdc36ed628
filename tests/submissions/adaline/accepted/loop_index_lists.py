"""Row numbers as a Python list; shuffled copies of x and y."""
# %% backward_loop
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         order = torch.randperm(x.shape[0]).tolist()
+         shuffled_x, shuffled_y = x[order], y[order]
+         for xb, yb in zip(shuffled_x.split(minibatch_size), shuffled_y.split(minibatch_size)):
+             loss = loss_fn(model(xb), yb)
