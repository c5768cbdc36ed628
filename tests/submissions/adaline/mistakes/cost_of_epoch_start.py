"""The cost is noted before the epoch, not after it. diagnosis: cost-before-epoch"""
# %% backward_loop
      for _ in range(num_epochs):
+         with torch.no_grad():
+             cost.append(loss_fn(model(x), y).item())
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
