"""Half of the loss, as with the squared error in some books. diagnosis: loss-scaled"""
# %% cross_entropy_gradient
-     loss = -probabilities[samples, y].log().mean()
+     loss = -probabilities[samples, y].log().mean() / 2
