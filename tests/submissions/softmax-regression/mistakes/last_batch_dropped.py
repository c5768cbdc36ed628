"""As many minibatches as fit in whole. diagnosis: last-batch-dropped"""
# %% train_softmax
-         for rows in torch.split(order, minibatch_size):
+         for rows in order[: len(y) // minibatch_size * minibatch_size].split(minibatch_size):
