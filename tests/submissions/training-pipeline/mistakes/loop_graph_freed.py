"""The prediction is made once, before the loop. diagnosis: graph-freed"""
# %% training_loop
      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     y_pred = model(x)
-         y_pred = model(x)

          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
