"""backward, but the gradient of b is read from w. diagnosis: wrong-variable"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
-     return a.item(), da_dw.item(), da_db.item()
+     a.backward()
+     return a.item(), w.grad.item(), w.grad.item()
