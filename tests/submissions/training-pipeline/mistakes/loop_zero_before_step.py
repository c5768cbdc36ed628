"""Cleared between backward and step. diagnosis: zero-before-step"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         optimizer.step()
-         optimizer.zero_grad()
+         optimizer.zero_grad()
+         optimizer.step()
