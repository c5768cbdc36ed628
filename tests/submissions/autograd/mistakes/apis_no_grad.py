"""Everything under no_grad. diagnosis: graph-cut"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     with torch.no_grad():
+         return F.relu(F.linear(x, weight, bias))
