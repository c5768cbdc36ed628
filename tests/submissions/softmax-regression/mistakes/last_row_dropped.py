"""A last minibatch of a single row is dropped. diagnosis: last-batch-dropped"""
# %% train_softmax
-         for rows in torch.split(order, minibatch_size):
+         for start in range(0, len(y) - 1, minibatch_size):
+             rows = order[start : start + minibatch_size]
