"""A small number is added in the logarithm, which costs the last digits. diagnosis: none"""
# %% cross_entropy_gradient
-     loss = -probabilities[samples, y].log().mean()
+     loss = -(probabilities[samples, y] + 1e-8).log().mean()
