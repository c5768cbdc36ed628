"""The weight is detached. diagnosis: graph-cut"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(F.linear(x, weight.detach(), bias.detach()))
