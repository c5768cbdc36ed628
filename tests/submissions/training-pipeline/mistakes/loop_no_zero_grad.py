"""Gradients are never cleared. diagnosis: no-zero-grad"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         optimizer.zero_grad()
