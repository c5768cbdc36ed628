"""The gradients are cleared once in each epoch. diagnosis: zero-per-epoch"""
# %% train_softmax
+         optimizer.zero_grad()
          for rows in torch.split(order, minibatch_size):

-             optimizer.zero_grad()
