"""Nothing was written. diagnosis: stub-left"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
-     return powers / powers.sum(dim=1, keepdim=True)
+     raise NotImplementedError("task `softmax` is open")
# %% cross_entropy_gradient
def cross_entropy_gradient(x, y, w, b):
    """Return the mean cross entropy, its gradient for w (F, k) and its gradient for b (k,)."""
    raise NotImplementedError("task `cross_entropy_gradient` is open")
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     raise NotImplementedError("task `train_softmax` is open")
# %% softmax_regression
-         self.linear = torch.nn.Linear(num_features, num_classes, device=device, dtype=dtype)
+         raise NotImplementedError("task `softmax_regression` is open")
