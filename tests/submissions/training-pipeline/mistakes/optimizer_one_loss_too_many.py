"""One loss more than updates. diagnosis: none"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-     return w.detach(), losses
+     losses.append(nn.MSELoss()(w * x, y).item())
+     return w, losses
