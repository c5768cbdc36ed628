"""The model is returned beside the costs.
diagnosis: none
fails: backward_loop
score: 88"""
# %% backward_loop
-     return cost
+     return model, cost
