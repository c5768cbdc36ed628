"""The loss divides by n - 1. diagnosis: loss-ddof"""
# %% cross_entropy_gradient
-     loss = -probabilities[samples, y].log().mean()
+     loss = -probabilities[samples, y].log().sum() / (len(y) - 1)
