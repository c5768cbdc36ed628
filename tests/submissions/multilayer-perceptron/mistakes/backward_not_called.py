"""The brackets behind `backward` are missing. diagnosis: backward-missing"""
# %% train_and_evaluate
-             loss.backward()
+             loss.backward
