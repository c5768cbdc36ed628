"""The seed is set again in each epoch. diagnosis: seed-misplaced"""
# %% backward_loop
-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for _ in range(num_epochs):
+         torch.manual_seed(seed)
