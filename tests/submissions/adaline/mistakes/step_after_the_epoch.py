"""The step stands below the loop over the minibatches; their gradients add up till then.
diagnosis: step-outside-loop; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

-             optimizer.zero_grad()

-             optimizer.step()
+         optimizer.step()
+         optimizer.zero_grad()
