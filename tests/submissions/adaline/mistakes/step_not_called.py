"""`optimizer.step` without parentheses. diagnosis: parameters-untouched"""
# %% backward_loop
-             optimizer.step()
+             optimizer.step
