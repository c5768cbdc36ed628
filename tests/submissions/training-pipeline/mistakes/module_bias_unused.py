"""forward leaves the bias out. diagnosis: bias-missing"""
# %% linear_module
-         return self.linear(x)
+         return x @ self.linear.weight.T
