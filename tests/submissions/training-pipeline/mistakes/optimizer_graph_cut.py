"""The loss is made new of its value. diagnosis: graph-cut"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
+         loss = torch.tensor(loss.item())
