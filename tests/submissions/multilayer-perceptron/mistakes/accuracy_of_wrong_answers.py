"""The share of wrong answers. diagnosis: accuracy-inverted"""
# %% train_and_evaluate
-                 right = logits.argmax(dim=1) == labels
+                 right = logits.argmax(dim=1) != labels
