"""A function of its own notes the cost; a given cell further down uses that name for a number."""
# %% backward_loop
- def train_backward(
+ def cost(model, x, y, loss_fn):
+     with torch.no_grad():
+         return loss_fn(model(x), y).item()
+
+
+ def train_backward(
-     cost = []
+     costs = []
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
-     return cost
+         costs.append(cost(model, x, y, loss_fn))
+     return costs
