"""Notes the cost before the first epoch as well, one too many. diagnosis: losses-miscounted; score: 88"""
# %% backward_loop
-     cost = []
+     cost = [loss_fn(model(x), y).item()]
