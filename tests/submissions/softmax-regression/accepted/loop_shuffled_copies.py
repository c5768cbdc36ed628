"""Shuffled copies of the data, made anew each epoch."""
# %% train_softmax
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         mixed_x, mixed_y = x[order], y[order]
+         for start in range(0, len(y), minibatch_size):
+             part = slice(start, start + minibatch_size)
+             loss = loss_fn(model(mixed_x[part]), mixed_y[part])
