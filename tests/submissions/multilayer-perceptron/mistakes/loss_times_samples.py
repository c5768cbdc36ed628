"""The gradient of the sum, not of the mean. diagnosis: gradient-summed"""
# %% train_and_evaluate
-             loss.backward()
+             (loss * len(rows)).backward()
