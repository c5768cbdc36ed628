"""The outputs lie on their side: a row for each unit. diagnosis: none"""
# %% two_apis
-     return F.relu(F.linear(x, weight, bias))
+     return F.relu(weight @ x.T + bias.view(-1, 1))
