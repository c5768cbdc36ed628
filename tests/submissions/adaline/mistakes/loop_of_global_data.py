"""The notebook's data in place of the arguments. diagnosis: none; score: 70"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(model(X_train[rows]), y_train[rows])
