"""The layer's parameters used through F.linear."""
# %% linear_model
-         return self.linear(x).view(-1)
+         return F.linear(x, self.linear.weight, self.linear.bias).view(-1)
