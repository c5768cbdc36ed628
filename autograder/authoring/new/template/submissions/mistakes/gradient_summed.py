"""The sum over the samples, where the loss is a mean.
diagnosis: gradient-summed
fails: first_task"""
# %% first_task
-     return 2 * (residual * x).mean()
+     return 2 * (residual * x).sum()
