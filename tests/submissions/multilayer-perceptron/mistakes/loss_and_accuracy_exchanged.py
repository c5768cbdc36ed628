"""Loss and accuracy stand under each other's key. diagnosis: results-swapped"""
# %% train_and_evaluate
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
-                 measured[f"{name}_accuracy"] = right.double().mean().item()
+                 measured[f"{name}_accuracy"] = F.cross_entropy(logits, labels).item()
+                 measured[f"{name}_loss"] = right.double().mean().item()
