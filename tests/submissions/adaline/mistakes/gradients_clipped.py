"""The gradients are clipped before each step. diagnosis: other-optimizer; score: 85"""
# %% backward_loop
-     """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""

              loss.backward()
+             torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
