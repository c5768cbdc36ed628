"""Makes a new tensor of the loss, without its graph. diagnosis: graph-cut"""
# %% grad_call
      """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
+     loss = torch.tensor(loss.item(), requires_grad=True)
