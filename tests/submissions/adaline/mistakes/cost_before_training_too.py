"""The cost before the first epoch is noted as well, so that there is one too many.
diagnosis: none; score: 88"""
# %% backward_loop
-     cost = []
+     cost = [loss_fn(model(x), y).item()]
