"""The gradient is cleared in place before there is one. diagnosis: grad-before-backward"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         optimizer.zero_grad()
+         w.grad.zero_()
