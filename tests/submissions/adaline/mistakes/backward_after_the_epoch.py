"""`backward` and the step stand below the loop, and see the last minibatch alone.
diagnosis: step-outside-loop; score: 89"""
# %% backward_loop
-             loss.backward()
-             optimizer.step()
+         loss.backward()
+         optimizer.step()
