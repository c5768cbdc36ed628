"""The symmetric loss with its arguments swapped."""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(y[rows], model(x[rows]))
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+         with torch.inference_mode():
+             cost.append(float(loss_fn(y, model(x))))
