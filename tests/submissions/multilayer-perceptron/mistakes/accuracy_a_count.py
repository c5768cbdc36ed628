"""The number of right answers. diagnosis: accuracy-not-divided"""
# %% train_and_evaluate
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"{name}_accuracy"] = right.sum().item()
