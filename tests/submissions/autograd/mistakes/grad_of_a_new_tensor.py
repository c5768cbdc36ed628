"""a is wrapped in a new tensor before it is differentiated. diagnosis: graph-cut"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     a = torch.tensor(a.item(), requires_grad=True)
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
