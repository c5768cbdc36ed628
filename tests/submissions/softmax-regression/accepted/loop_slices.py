"""Slices of the order by hand."""
# %% train_softmax
-         for rows in torch.split(order, minibatch_size):
+         for start in range(0, len(y), minibatch_size):
+             rows = order[start : start + minibatch_size]
