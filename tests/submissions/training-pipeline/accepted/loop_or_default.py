"""`or` for the default; forward by name; a list of parameters."""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     criterion = loss_fn or nn.MSELoss()
+     optimizer = torch.optim.SGD(list(model.parameters()), learning_rate)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = criterion(model.forward(x), y)
          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
