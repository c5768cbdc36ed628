"""The step stands below the loop over the minibatches; their gradients add up till then.
diagnosis: step-outside-loop; score: 89"""
# %% backward_loop
-             optimizer.zero_grad()

-             optimizer.step()
+         optimizer.step()
+         optimizer.zero_grad()
