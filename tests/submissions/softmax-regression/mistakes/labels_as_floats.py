"""The labels become floats. diagnosis: labels-as-floats"""
# %% train_softmax
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(model(x[rows]), y[rows].float())
