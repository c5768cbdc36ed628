"""The tuples that grad returns are handed on. diagnosis: grad-tuple"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
-     return a.item(), da_dw.item(), da_db.item()
+     da_dw = torch.autograd.grad(a, w, retain_graph=True)
+     da_db = torch.autograd.grad(a, b)
+     return a, da_dw, da_db
