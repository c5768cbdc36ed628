"""The gradients are cleared in place before there are any. diagnosis: grad-before-backward"""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         for p in model.parameters():
+             p.grad.zero_()
-         optimizer.zero_grad()
