"""The losses detached, not under no_grad."""
# %% train_softmax
-         with torch.no_grad():
-             losses.append(loss_fn(model(x), y).item())
+         losses.append(float(loss_fn(model(x), y).detach()))
