"""The loop writes out its loss, of absolute errors. diagnosis: absolute-error"""
# %% autograd_loop
-         loss = mse_loss(y, forward(w, x))
+         loss = (forward(w, x) - y).abs().mean()
