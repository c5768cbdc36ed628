"""The dot product: one number for all samples.
diagnosis: none
fails: forward_and_loss"""
# %% forward_and_loss
-     return w * x
+     return np.sum(w * x)
