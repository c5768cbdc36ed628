"""forward runs under no_grad.
diagnosis: graph-cut
fails: linear_model"""
# %% linear_model
-         return self.linear(x).view(-1)
+         with torch.no_grad():
+             return self.linear(x).view(-1)
