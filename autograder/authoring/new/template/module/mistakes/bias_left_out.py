"""forward leaves out the bias. diagnosis: bias-missing"""
# %% first_task
-         return self.linear(x).squeeze(1)
+         return x @ self.linear.weight[0]
