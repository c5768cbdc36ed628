"""SGD with weight decay. diagnosis: other-optimizer"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     if loss_fn is None:
+         loss_fn = nn.MSELoss()
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=0.1)
