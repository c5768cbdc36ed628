"""x and y are shuffled, each in its own order. diagnosis: shuffle-mismatch"""
# %% backward_loop
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         shuffled_x = x[torch.randperm(len(y)).to(y.device)]
+         shuffled_y = y[torch.randperm(len(y)).to(y.device)]
+         for start in range(0, len(y), minibatch_size):
+             rows = slice(start, start + minibatch_size)
+             loss = loss_fn(model(shuffled_x[rows]), shuffled_y[rows])
