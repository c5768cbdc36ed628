"""The largest logit of each class. diagnosis: argmax-axis"""
# %% train_and_evaluate
-                 right = logits.argmax(dim=1) == labels
+                 right = logits.argmax(dim=0) == labels
