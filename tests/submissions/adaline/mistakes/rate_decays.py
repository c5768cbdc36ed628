"""A scheduler lowers the learning rate after each epoch. diagnosis: none; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

      cost = []
+     sched = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)

              optimizer.step()
+         sched.step()
