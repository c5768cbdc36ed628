"""torch.maximum, which shares the gradient in the corner. diagnosis: relu-at-zero"""
# %% partials_by_grad
-     a = F.relu(w * x + b)
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     a = torch.maximum(w * x + b, torch.tensor(0.0))
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
