"""while loops, and costs as NumPy numbers."""
# %% backward_loop
-     for _ in range(num_epochs):
+     while len(cost) < num_epochs:
-             cost.append(loss_fn(model(x), y).item())
+             cost.append(loss_fn(model(x), y).cpu().numpy()[()])
