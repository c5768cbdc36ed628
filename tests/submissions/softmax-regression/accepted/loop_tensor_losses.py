"""The losses as 0-d tensors."""
# %% train_softmax
-             losses.append(loss_fn(model(x), y).item())
+             losses.append(loss_fn(model(x), y))
