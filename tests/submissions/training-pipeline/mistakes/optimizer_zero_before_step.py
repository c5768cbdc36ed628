"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% loss_and_optimizer
+         loss.backward()
          optimizer.zero_grad()
-         loss.backward()
