"""The loop goes on with a new model; the optimizer has the one that is handed in.
diagnosis: optimizer-holds-old; score: 82"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

      torch.manual_seed(seed)
+     model = Adaline3(x.shape[1], dtype=x.dtype)
