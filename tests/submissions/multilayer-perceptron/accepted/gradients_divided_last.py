"""Divided at the end of each result."""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     error = torch.softmax(logits, dim=1) - wanted
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     n = len(y)
+     return x.T @ signal / n, signal.mean(0), hidden.T @ error / n, error.mean(0)
