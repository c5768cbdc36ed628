"""A sigmoid before the loss, and before the one that is noted. diagnosis: sigmoid-before-loss"""
# %% train_and_evaluate
-             loss = F.cross_entropy(model(x[rows]), y[rows])
+             loss = F.cross_entropy(torch.sigmoid(model(x[rows])), y[rows])
-                 measured[f"{name}_loss"] = F.cross_entropy(logits, labels).item()
+                 measured[f"{name}_loss"] = F.cross_entropy(logits.sigmoid(), labels).item()
