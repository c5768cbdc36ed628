"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

          losses.append(loss.item())
+         loss.backward()
-         loss.backward()
