"""The costs are rounded before they are noted. diagnosis: none; score: 89"""
# %% backward_loop
-             cost.append(loss_fn(model(x), y).item())
+             cost.append(loss_fn(model(x), y).item().__round__(3))
