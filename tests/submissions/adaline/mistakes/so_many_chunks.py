"""torch.chunk, which takes the number of minibatches, not their size. diagnosis: minibatch-size"""
# %% backward_loop
+     torch.manual_seed(seed)
      cost = []
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for epoch in range(num_epochs):
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         for rows in torch.chunk(order, minibatch_size):
+             yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])
