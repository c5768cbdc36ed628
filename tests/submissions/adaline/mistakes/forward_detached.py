"""forward hands out a detached tensor. diagnosis: graph-cut"""
# %% linear_model
-         return self.linear(x).view(-1)
+         return self.linear(x).detach().view(-1)
