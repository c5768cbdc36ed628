"""`backward` and the step stand below the loop, and see the last minibatch alone.
diagnosis: step-outside-loop; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

-             loss.backward()
-             optimizer.step()
+         loss.backward()
+         optimizer.step()
