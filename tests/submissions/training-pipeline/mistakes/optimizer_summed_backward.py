"""The noted loss is right; it is multiplied by the number of samples before it is differentiated.
diagnosis: gradient-summed"""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         loss.backward()
+         (loss * len(x)).backward()
