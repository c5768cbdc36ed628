"""w comes back as a Python number. diagnosis: none"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-     return w.detach(), losses
+     return w.item(), losses
