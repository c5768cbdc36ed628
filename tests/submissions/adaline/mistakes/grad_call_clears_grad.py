"""Clears what the parameters' `.grad` held before. diagnosis: none"""
# %% grad_call
      """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
+     model.weight.grad = model.bias.grad = None
