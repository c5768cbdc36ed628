"""Each loss is computed after the update. diagnosis: loss-after-update"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
-         losses.append(loss.item())
+         loss = nn.MSELoss()(w * x, y)

          optimizer.step()
+         losses.append(nn.MSELoss()(w * x, y).item())
