"""`optimizer.step` without parentheses. diagnosis: parameters-untouched"""
# %% loss_and_optimizer
-         optimizer.step()
+         optimizer.step
