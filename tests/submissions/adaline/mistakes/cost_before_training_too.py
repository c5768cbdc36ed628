"""Notes the cost before the first epoch as well, one too many. diagnosis: none; score: 88"""
# %% backward_loop
-     cost = []
+     cost = [loss_fn(model(x), y).item()]
