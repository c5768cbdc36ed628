"""Everything under no_grad.
diagnosis: graph-cut
fails: two_apis"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     with torch.no_grad():
+         return F.relu(F.linear(x, weight, bias))
