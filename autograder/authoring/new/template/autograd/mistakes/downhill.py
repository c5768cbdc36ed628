"""The negative gradient, as for a step downhill. diagnosis: gradient-sign"""
# %% first_task
-     return torch.autograd.grad(loss_fn(x @ w, y), w)[0]
+     return -torch.autograd.grad(loss_fn(x @ w, y), w)[0]
