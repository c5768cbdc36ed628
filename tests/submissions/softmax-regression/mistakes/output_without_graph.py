"""The logits are computed under no_grad. diagnosis: graph-cut"""
# %% softmax_regression
-         return self.linear(x)
+         with torch.no_grad():
+             return self.linear(x)
