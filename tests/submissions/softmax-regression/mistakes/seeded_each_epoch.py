"""The seed is set in each epoch. diagnosis: seed-misplaced"""
# %% train_softmax
-     torch.manual_seed(seed)
      for _ in range(num_epochs):
+         torch.manual_seed(seed)
