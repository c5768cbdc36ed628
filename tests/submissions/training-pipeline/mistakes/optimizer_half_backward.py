"""The noted loss is right; half of it is differentiated. diagnosis: gradient-half"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         loss.backward()
+         (loss / 2).backward()
