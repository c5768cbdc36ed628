"""model.zero_grad, in train mode."""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     model.train()
+     optimizer = torch.optim.SGD(params=model.parameters(), lr=learning_rate, momentum=0.0)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         model.zero_grad()
-         optimizer.zero_grad()
