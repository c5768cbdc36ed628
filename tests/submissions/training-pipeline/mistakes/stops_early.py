"""Both loops end as soon as the loss is small enough. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

          optimizer.step()
+         if losses[-1] < 1e-10:
+             break
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
+         if losses[-1] < 1e-10:
+             break
