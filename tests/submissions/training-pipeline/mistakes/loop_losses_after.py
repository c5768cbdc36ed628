"""Each loss is computed after the update. diagnosis: loss-after-update"""
# %% training_loop
-         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
+         losses.append(loss_fn(model(x), y).item())
