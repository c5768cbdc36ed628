"""NumPy draws the order of the rows. diagnosis: other-shuffle; score: 89"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
+     import numpy
+
-         order = torch.randperm(len(y)).to(y.device)
+         order = torch.from_numpy(numpy.random.permutation(len(y)))
