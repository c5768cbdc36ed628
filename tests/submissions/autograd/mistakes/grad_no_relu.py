"""relu is forgotten. diagnosis: relu-misplaced"""
# %% partials_by_grad
-     a = F.relu(w * x + b)
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     a = w * x + b
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
