"""`optimizer.step` without parentheses.
diagnosis: parameters-untouched
fails: backward_loop"""
# %% backward_loop
-             optimizer.step()
+             optimizer.step
