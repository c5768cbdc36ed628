"""Cleared once in each epoch. diagnosis: zero-per-epoch"""
# %% train_and_evaluate
+         optimizer.zero_grad()
          for rows in torch.split(order, minibatch_size):

-             optimizer.zero_grad()
