"""The gradient could be differentiated again. diagnosis: none"""
# %% first_task
-     return torch.autograd.grad(loss_fn(x @ w, y), w)[0]
+     return torch.autograd.grad(loss_fn(x @ w, y), w, create_graph=True)[0]
