"""Refuses every loss but the squared error. diagnosis: none"""
# %% grad_call
      """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
+     if type(loss.grad_fn).__name__ != "MseLossBackward0":
+         raise ValueError("loss should be the mean squared error")
