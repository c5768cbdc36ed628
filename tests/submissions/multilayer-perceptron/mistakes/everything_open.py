"""Nothing was written. diagnosis: stub-left"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
-     return hidden @ w2 + b2, hidden
+     raise NotImplementedError("task `forward_and_cache` is open")
# %% backpropagation
def backpropagation(x, y, w1, b1, w2, b2):
    """Return the gradients of the mean cross entropy for w1, b1, w2 and b2, in this order."""
    raise NotImplementedError("task `backpropagation` is open")
# %% mlp_module
-         self.hidden = torch.nn.Linear(num_features, num_hidden, device=device, dtype=dtype)
+         raise NotImplementedError("task `mlp_module` is open")
# %% train_and_evaluate
-     x, y = train_set
+     raise NotImplementedError("task `train_and_evaluate` is open")
