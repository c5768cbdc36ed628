"""Rounded to two digits. diagnosis: accuracy-rounded"""
# %% train_and_evaluate
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"{name}_accuracy"] = round(right.double().mean().item(), 2)
