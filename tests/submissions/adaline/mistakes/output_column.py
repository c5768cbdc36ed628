"""The output stays a column.
diagnosis: broadcast-loss
fails: linear_model"""
# %% linear_model
-         return self.linear(x).view(-1)
+         return self.linear(x)
