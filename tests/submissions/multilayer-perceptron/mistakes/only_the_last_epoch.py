"""Only the last epoch's numbers. diagnosis: losses-miscounted"""
# %% train_and_evaluate
-     return history
+     return history[-1:]
