"""Answers (n, 1) against labels (n,). diagnosis: broadcast-accuracy"""
# %% train_and_evaluate
-                 right = logits.argmax(dim=1) == labels
+                 right = logits.argmax(dim=1, keepdim=True) == labels
