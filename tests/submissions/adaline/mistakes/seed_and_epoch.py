"""Each epoch is seeded anew, with a number of its own. diagnosis: seed-misplaced; score: 89"""
# %% backward_loop
-     torch.manual_seed(seed)
      for _ in range(num_epochs):
+         torch.manual_seed(seed + _)
