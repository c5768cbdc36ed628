"""A loop that returns in its first turn. diagnosis: return-in-loop"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     for row, unit, wrong in zip(x, hidden, error):
+         back = (w2 @ wrong) * (unit > 0)
+         return torch.outer(row, back), back, torch.outer(unit, wrong), wrong
