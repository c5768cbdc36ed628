"""Weight and bias are unpacked to be printed. diagnosis: parameters-unpacked"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
+     [w, b] = model.parameters()
+     print(w, b)
