"""Detaches the loss first. diagnosis: graph-cut"""
# %% grad_call
-     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     grad_w, grad_b = torch.autograd.grad(loss.detach(), (model.weight, model.bias))
