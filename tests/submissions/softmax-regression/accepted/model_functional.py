"""F.linear on the layer's parameters."""
# %% softmax_regression
-         return self.linear(x)
+         return F.linear(x, self.linear.weight, self.linear.bias)
