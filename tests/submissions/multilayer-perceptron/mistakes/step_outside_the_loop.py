"""The step stands behind the loop over the minibatches. diagnosis: step-outside-loop"""
# %% train_and_evaluate
-             optimizer.step()
+         optimizer.step()
