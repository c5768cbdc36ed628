"""The labels become floats. diagnosis: labels-as-floats"""
# %% train_and_evaluate
-             loss = F.cross_entropy(model(x[rows]), y[rows])
+             loss = F.cross_entropy(model(x[rows]), y[rows].float())
