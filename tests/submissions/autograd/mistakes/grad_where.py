"""where, which counts the corner to the rising part. diagnosis: relu-at-zero"""
# %% partials_by_grad
-     a = F.relu(w * x + b)
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     z = w * x + b
+     a = torch.where(z >= 0, z, 0.0)
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
