"""The share in float32, as a 0-d tensor."""
# %% train_and_evaluate
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"{name}_accuracy"] = right.float().mean()
