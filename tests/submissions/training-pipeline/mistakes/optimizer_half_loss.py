"""Half the mean squared error. diagnosis: loss-scaled"""
# %% loss_and_optimizer
-         loss = squared_error(w * x, y)
+         loss = 0.5 * squared_error(w * x, y)
