"""The second call finds the graph freed. diagnosis: graph-freed"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     da_dw = torch.autograd.grad(a, w)[0]
+     da_db = torch.autograd.grad(a, b)[0]
