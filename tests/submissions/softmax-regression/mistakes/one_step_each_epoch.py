"""The step stands behind the loop over the minibatches. diagnosis: step-outside-loop"""
# %% train_softmax
-             optimizer.step()
+         optimizer.step()
