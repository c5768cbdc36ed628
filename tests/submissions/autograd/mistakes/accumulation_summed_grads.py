"""Sums of what grad returns: .grad stays None. diagnosis: none"""
# %% accumulation
-     values = []
+     values, total = [], torch.zeros_like(w)
-         loss_fn(w).backward()
-         values.append(w.grad.clone())
+         total = total + torch.autograd.grad(loss_fn(w), w)[0]
+         values.append(total)
