"""A loop over the samples."""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     grads = [torch.zeros_like(part) for part in (w1, b1, w2, b2)]
+     for row, unit, wrong in zip(x, hidden, error):
+         back = (w2 @ wrong) * (unit > 0)
+         for grad, term in zip(grads, (torch.outer(row, back), back, torch.outer(unit, wrong), wrong)):
+             grad += term
+     return tuple(grads)
