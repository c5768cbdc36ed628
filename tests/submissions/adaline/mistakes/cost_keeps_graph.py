"""The cost is noted with its graph. diagnosis: cost-keeps-graph"""
# %% backward_loop
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+         cost.append(loss_fn(model(x), y))
