"""create_graph, so that the result has a graph of its own. diagnosis: none"""
# %% grad_call
-     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
+     grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias), create_graph=True)
