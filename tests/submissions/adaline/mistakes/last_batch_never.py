"""The loop ends one minibatch early, also where the last one is whole.
diagnosis: last-batch-dropped; score: 71"""
# %% backward_loop
-         for rows in torch.split(order, minibatch_size):
+         for i in range(0, len(y) - minibatch_size, minibatch_size):
+             rows = order[i:i + minibatch_size]
