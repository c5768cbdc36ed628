"""The sum of the losses of the samples. diagnosis: loss-summed"""
# %% cross_entropy_gradient
-     loss = -probabilities[samples, y].log().mean()
+     loss = -probabilities[samples, y].log().sum()
