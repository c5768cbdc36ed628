"""The output stays a column. diagnosis: broadcast-loss"""
# %% linear_model
-         return self.linear(x).view(-1)
+         return self.linear(x)
