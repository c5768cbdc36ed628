"""forward leaves out the bias.
diagnosis: bias-missing
fails: first_task"""
# %% first_task
-         return self.linear(x).squeeze(1)
+         return x @ self.linear.weight[0]
