"""One dict is filled again and again. diagnosis: same-dict"""
# %% train_and_evaluate
-     history = []
+     history = []
+     measured = {}

-         measured = {}
