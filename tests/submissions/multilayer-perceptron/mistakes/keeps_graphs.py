"""The noted losses keep their graphs. diagnosis: cost-keeps-graph"""
# %% train_and_evaluate
-         with torch.no_grad():
+         if True:

-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
+                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels)
