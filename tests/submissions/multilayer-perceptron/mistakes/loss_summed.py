"""The noted loss is a sum. diagnosis: loss-summed"""
# %% train_and_evaluate
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
+                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels, reduction="sum").item()
