"""The class by the largest probability."""
# %% train_and_evaluate
-                 right = logits.argmax(dim=1) == labels
+                 right = torch.softmax(logits, dim=1).argmax(dim=1) == labels
