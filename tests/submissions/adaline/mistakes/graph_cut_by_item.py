"""A new tensor is made of the loss. diagnosis: graph-cut"""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             with torch.no_grad():
+                 yhat = model(x[rows])
+             loss = loss_fn(yhat, y[rows])
