"""forward leaves the bias out.
diagnosis: bias-missing
fails: linear_module"""
# %% linear_module
-         return self.linear(x)
+         return x @ self.linear.weight.T
