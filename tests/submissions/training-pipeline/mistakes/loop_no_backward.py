"""backward is forgotten. diagnosis: none"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         loss.backward()
+         optimizer.zero_grad()
-         optimizer.zero_grad()
