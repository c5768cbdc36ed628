"""Exponentials of its own, without care for large logits."""
# %% cross_entropy_gradient
-     probabilities = softmax(x @ w + b)
+     powers = (x @ w + b).exp()
+     probabilities = powers / powers.sum(dim=1, keepdim=True)
