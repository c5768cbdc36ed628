"""item() of the tuple that grad returns. diagnosis: grad-tuple"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
-     return a.item(), da_dw.item(), da_db.item()
+     da_dw = torch.autograd.grad(a, w, retain_graph=True).item()
+     da_db = torch.autograd.grad(a, b).item()
+     return a.item(), da_dw, da_db
