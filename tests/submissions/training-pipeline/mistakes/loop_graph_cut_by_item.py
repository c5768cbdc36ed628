"""A new leaf is made of the loss. diagnosis: graph-cut"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         loss = torch.tensor(loss.item(), requires_grad=True)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
