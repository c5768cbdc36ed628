"""The loss is noted after the update.
diagnosis: loss-after-update
fails: first_task"""
# %% first_task
-         losses.append(loss.item())
+         losses.append(nn.functional.mse_loss(model(x), y).item())
