"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% training_loop
+         optimizer.zero_grad()
          optimizer.step()
-         optimizer.zero_grad()
