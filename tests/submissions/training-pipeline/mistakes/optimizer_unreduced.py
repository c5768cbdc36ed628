"""The loss is not reduced to a number. diagnosis: loss-not-scalar"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
-         losses.append(loss.item())
+         loss = nn.MSELoss(reduction="none")(w * x, y)
+         losses.append(loss.mean().item())
