"""Shuffles the rows of x and y where they lie, for the next epoch and for the caller too.
diagnosis: shuffle-compounded, argument-changed"""
# %% backward_loop
+     torch.manual_seed(seed)
      cost = []
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         x[:], y[:] = x[order], y[order]
+         for start in range(0, len(y), minibatch_size):
+             batch_x, batch_y = x[start : start + minibatch_size], y[start : start + minibatch_size]
+             loss = loss_fn(model(batch_x), batch_y)
