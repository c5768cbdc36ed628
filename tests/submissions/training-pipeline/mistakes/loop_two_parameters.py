"""Weight and bias are unpacked. diagnosis: parameters-unpacked"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     [w, b] = model.parameters()
+     optimizer = torch.optim.SGD([w, b], lr=learning_rate)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
