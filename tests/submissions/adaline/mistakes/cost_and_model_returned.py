"""The model is returned beside the costs. diagnosis: none; score: 88"""
# %% backward_loop
-     return cost
+     return model, cost
