"""Predictions in a column, labels in a row: a table of errors. diagnosis: broadcast-loss"""
# %% autograd_loop
-         loss = mse_loss(y, forward(w, x))
+         loss = ((w * x).view(-1, 1) - y).square().mean()
