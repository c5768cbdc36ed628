"""Takes the shuffled rows for the data, and shuffles these again. diagnosis: shuffle-compounded"""
# %% backward_loop
-         for rows in torch.split(order, minibatch_size):
+         x, y = x[order], y[order]
+         for rows in torch.split(torch.arange(len(y)), minibatch_size):
