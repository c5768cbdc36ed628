"""Always 50 rows. diagnosis: minibatch-size"""
# %% train_softmax
-         for rows in torch.split(order, minibatch_size):
+         for rows in torch.split(order, 50):
