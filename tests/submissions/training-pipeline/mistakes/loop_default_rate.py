"""The learning rate is not handed to SGD. diagnosis: default-learning-rate"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
-         losses.append(loss.item())
+         loss = loss_fn(model(x), y)
+         losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
