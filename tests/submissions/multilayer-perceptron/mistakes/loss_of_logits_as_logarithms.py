"""nll_loss is given the logits, in training and after it. diagnosis: nll-of-logits"""
# %% train_and_evaluate
-             loss = F.cross_entropy(model(x[rows]), y[rows])
+             loss = F.nll_loss(model(x[rows]), y[rows])
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
+                 measured[f"{name}_loss"] = F.nll_loss(logits, labels).item()
