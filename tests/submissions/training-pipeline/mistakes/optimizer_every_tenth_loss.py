"""Only every tenth loss is noted. diagnosis: none"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
-         losses.append(loss.item())
+         loss = nn.MSELoss()(w * x, y)
+         if _ % 10 == 0:
+             losses.append(loss.item())
