"""Clears after the step; the whole loop under model.train()."""
# %% backward_loop
      for _ in range(num_epochs):
+         model.train()
-             optimizer.zero_grad()

              optimizer.step()
+             optimizer.zero_grad()
