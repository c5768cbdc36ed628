"""Trains a new model, not the one that is handed in.
diagnosis: none
fails: backward_loop
score: 71"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

      torch.manual_seed(seed)
+     model = Adaline3(x.shape[1])
