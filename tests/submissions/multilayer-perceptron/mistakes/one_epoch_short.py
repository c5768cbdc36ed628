"""The epochs are counted from 1 to below their number. diagnosis: iterations-miscounted"""
# %% train_and_evaluate
-     for _ in range(num_epochs):
+     for _ in range(1, num_epochs):
