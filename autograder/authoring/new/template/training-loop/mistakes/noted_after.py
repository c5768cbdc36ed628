"""The loss is noted after the update. diagnosis: loss-after-update"""
# %% first_task
-         losses.append(loss.item())
+         losses.append(nn.functional.mse_loss(model(x), y).item())
