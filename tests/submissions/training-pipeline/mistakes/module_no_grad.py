"""forward runs under no_grad. diagnosis: graph-cut"""
# %% linear_module
-         return self.linear(x)
+         with torch.no_grad():
+             return self.linear(x)
