"""A loop that returns in its first turn. diagnosis: return-in-loop"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     for row, wrong in zip(x, error):
+         return loss, torch.outer(row, wrong) / len(y), wrong / len(y)
