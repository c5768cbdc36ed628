"""Divides the running sum by n in each turn of the loop. diagnosis: divided-in-loop"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     grad_w, grad_b = torch.zeros_like(w), torch.zeros_like(b)
+     for row, wrong in zip(x, error):
+         grad_w = (grad_w + torch.outer(row, wrong)) / len(y)
+         grad_b = (grad_b + wrong) / len(y)
+     return loss, grad_w, grad_b
