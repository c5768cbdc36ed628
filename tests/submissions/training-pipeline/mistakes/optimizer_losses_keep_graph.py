"""The losses keep their graph. diagnosis: cost-keeps-graph"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
-         losses.append(loss.item())
+         loss = nn.MSELoss()(w * x, y)
+         losses.append(loss)
