"""The loss is not reduced to a number. diagnosis: loss-not-scalar"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss(reduction="none")
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.mean().item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
