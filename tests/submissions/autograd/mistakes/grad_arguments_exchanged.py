"""grad([w, b], a): the leaves first, then the output. diagnosis: grad-arguments-exchanged"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     da_dw, da_db = torch.autograd.grad([w, b], a)
