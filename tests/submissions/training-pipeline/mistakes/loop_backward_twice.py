"""Two backward calls in each step. diagnosis: backward-twice"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
+         loss.backward(retain_graph=True)
-         optimizer.zero_grad()
