"""Prints, and returns nothing. diagnosis: no-return"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-     return w.detach(), losses
+     print(w, losses)
