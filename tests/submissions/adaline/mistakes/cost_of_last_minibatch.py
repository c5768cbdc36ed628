"""The cost is that of the last minibatch. diagnosis: cost-of-minibatch"""
# %% backward_loop
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+         cost.append(loss.item())
