"""x is changed in place. diagnosis: argument-changed"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     with torch.no_grad():
+         result = F.linear(x, weight, bias)
+         x += 0.0 * x + 1e-3
+     return F.relu(F.linear(x - 1e-3, weight, bias))
