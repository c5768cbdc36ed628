"""Sets grad = None by hand; indices from an index tensor in a for loop."""
# %% backward_loop
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
-             optimizer.zero_grad()
+         for start in range(0, len(y), minibatch_size):
+             rows = order[start : start + minibatch_size]
+             loss = loss_fn(model(x.index_select(0, rows)), y.index_select(0, rows))
+             for parameter in model.parameters():
+                 parameter.grad = None
