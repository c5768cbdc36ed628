"""Two backward calls in each step. diagnosis: backward-twice"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)

          optimizer.zero_grad()
+         loss.backward(retain_graph=True)
