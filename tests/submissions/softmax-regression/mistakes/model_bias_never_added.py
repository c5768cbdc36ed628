"""The bias is there, and is added nowhere. diagnosis: bias-missing"""
# %% softmax_regression
-         return self.linear(x)
+         return x @ self.linear.weight.T
