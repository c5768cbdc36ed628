"""The cost is noted after each minibatch. diagnosis: losses-miscounted; score: 89"""
# %% backward_loop
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+             with torch.no_grad():
+                 cost.append(loss_fn(model(x), y).item())
