"""The negative gradients. diagnosis: gradient-sign"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
-     return a.item(), da_dw.item(), da_db.item()
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
+     return a.item(), -da_dw.item(), -da_db.item()
