"""forward runs under no_grad. diagnosis: graph-cut"""
# %% training_loop
-         y_pred = model(x)
+         with torch.no_grad():
+             y_pred = model(x)

          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
