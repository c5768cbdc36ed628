"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% train_and_evaluate
-             optimizer.zero_grad()
-             loss.backward()
+             loss.backward()
+             optimizer.zero_grad()
