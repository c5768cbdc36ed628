"""Each epoch is seeded anew, with a number of its own. diagnosis: seed-misplaced; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

-     torch.manual_seed(seed)
-     for _ in range(num_epochs):
+     for _ in range(num_epochs):
+         torch.manual_seed(seed + _)
