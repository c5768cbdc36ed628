"""The keys have other names. diagnosis: none"""
# %% train_and_evaluate
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"loss_{name}"] = F.cross_entropy(logits, labels).item()
+                 measured[f"acc_{name}"] = right.double().mean().item()
