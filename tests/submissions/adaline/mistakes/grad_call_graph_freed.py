"""Two calls, and the first frees the graph. diagnosis: graph-freed"""
# %% grad_call
-     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     (grad_w,) = torch.autograd.grad(loss, model.weight)
+     (grad_b,) = torch.autograd.grad(loss, model.bias)
