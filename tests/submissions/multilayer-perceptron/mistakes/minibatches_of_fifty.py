"""Always 50 rows. diagnosis: minibatch-size"""
# %% train_and_evaluate
-         for rows in torch.split(order, minibatch_size):
+         for rows in torch.split(order, 50):
