"""The sum over the samples, where the loss is a mean. diagnosis: gradient-summed"""
# %% first_task
-     return 2 * x.T @ residual / len(y)
+     return 2 * x.T @ residual
