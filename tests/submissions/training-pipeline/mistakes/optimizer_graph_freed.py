"""The prediction is made once, before the loop. diagnosis: graph-freed"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
+     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     y_pred = w * x
-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(y_pred, y)
-     return w.detach(), losses
+     return w, losses
