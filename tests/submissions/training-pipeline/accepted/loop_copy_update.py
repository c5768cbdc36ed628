"""The update by copy_."""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         optimizer.step()
-         optimizer.zero_grad()
+         with torch.no_grad():
+             for p in model.parameters():
+                 p.copy_(p - learning_rate * p.grad)
+         for p in model.parameters():
+             p.grad.zero_()
