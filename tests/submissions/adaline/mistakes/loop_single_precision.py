"""Turns the data into single precision, whatever the model has. diagnosis: none"""
# %% backward_loop
      """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
+     x, y = x.float(), y.float()
