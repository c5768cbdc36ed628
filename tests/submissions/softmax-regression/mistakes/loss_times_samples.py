"""The gradient of the sum, not of the mean. diagnosis: gradient-summed"""
# %% train_softmax
-             loss.backward()
+             (loss * len(rows)).backward()
