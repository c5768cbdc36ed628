"""The root of the mean squared error is noted. diagnosis: loss-root"""
# %% loss_and_optimizer
-         losses.append(loss.item())
+         losses.append(loss.item() ** 0.5)
