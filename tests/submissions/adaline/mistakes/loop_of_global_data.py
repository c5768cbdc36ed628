"""The notebook's data in place of the arguments. diagnosis: none; score: 70"""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(model(X_train[rows]), y_train[rows])
