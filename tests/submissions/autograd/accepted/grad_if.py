"""relu by an if."""
# %% partials_by_grad
-     a = F.relu(w * x + b)
-     (da_dw,) = torch.autograd.grad(a, w, retain_graph=True)
-     (da_db,) = torch.autograd.grad(a, b)
+     z = w * x + b
+     a = z if z > 0 else 0 * z
+     da_dw, da_db = torch.autograd.grad(a, (w, b))
