"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% train_softmax
-             optimizer.zero_grad()
-             loss.backward()
+             loss.backward()
+             optimizer.zero_grad()
