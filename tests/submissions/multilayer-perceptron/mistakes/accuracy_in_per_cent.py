"""In per cent. diagnosis: accuracy-percent"""
# %% train_and_evaluate
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"{name}_accuracy"] = 100 * right.double().mean().item()
