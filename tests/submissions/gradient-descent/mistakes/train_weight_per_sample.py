"""One weight for each sample. diagnosis: none"""
# %% training_loop
-     w = 0.0
+     w = np.zeros_like(x)
