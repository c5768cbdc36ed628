"""The predictions stand in a column. diagnosis: broadcast-loss"""
# %% first_task
-         return self.linear(x).squeeze(1)
+         return self.linear(x)
