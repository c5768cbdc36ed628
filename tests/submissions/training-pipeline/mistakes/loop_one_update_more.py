"""One iteration too many. diagnosis: iterations-miscounted"""
# %% training_loop
-     for _ in range(n_iters):
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+     for _ in range(n_iters + 1):
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
