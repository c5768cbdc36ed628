"""The loop follows the root of the loss. diagnosis: loss-root"""
# %% autograd_loop
-         loss = mse_loss(y, forward(w, x))
+         loss = ((forward(w, x) - y) ** 2).mean().sqrt()
