"""Prints what it has learnt, whatever the model is."""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
+         if _ % 10 == 0:
+             print(_, loss.item(), {name: p.detach().flatten()[0].item() for name, p in model.named_parameters()})
