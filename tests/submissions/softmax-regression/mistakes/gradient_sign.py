"""The label minus the probability. diagnosis: gradient-sign"""
# %% cross_entropy_gradient
-     error = probabilities - F.one_hot(y, num_classes=w.shape[1])
+     error = F.one_hot(y, num_classes=w.shape[1]) - probabilities
