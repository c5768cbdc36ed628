"""The dot product: one number for all samples. diagnosis: none"""
# %% forward_and_loss
-     return w * x
+     return np.sum(w * x)
