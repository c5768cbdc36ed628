"""SGD with weight decay. diagnosis: other-optimizer"""
# %% training_loop
-     """Train `model` on all samples at once; return the loss before each update."""
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     if loss_fn is None:
+         loss_fn = nn.MSELoss()
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=0.1)
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
