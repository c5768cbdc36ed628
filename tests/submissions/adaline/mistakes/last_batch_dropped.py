"""The last, smaller minibatch is left out. diagnosis: last-batch-dropped"""
# %% backward_loop
-         for rows in torch.split(order, minibatch_size):
+         for rows in order[: len(y) // minibatch_size * minibatch_size].split(minibatch_size):
