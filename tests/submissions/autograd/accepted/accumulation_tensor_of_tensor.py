"""torch.tensor of a tensor, which warns."""
# %% accumulation
-         values.append(w.grad.clone())
+         values.append(torch.tensor(w.grad))
