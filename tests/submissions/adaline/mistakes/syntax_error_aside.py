"""A name that is never defined. diagnosis: name-undefined"""
# %% grad_call
-     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     grad_w, grad_b = torch.autograd.grad(loss, (modell.weight, model.bias))
