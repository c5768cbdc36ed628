"""The two partial derivatives in the wrong order. diagnosis: results-swapped"""
# %% partials_by_grad
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     da_db, da_dw = torch.autograd.grad(a, (w, b))
