"""The layer of the notebook, whatever is handed in. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return layer.to(x)(x)
