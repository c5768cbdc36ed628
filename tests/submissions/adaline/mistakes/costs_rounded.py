"""The costs are rounded before they are noted. diagnosis: none; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

-             cost.append(loss_fn(model(x), y).item())
+             cost.append(loss_fn(model(x), y).item().__round__(3))
