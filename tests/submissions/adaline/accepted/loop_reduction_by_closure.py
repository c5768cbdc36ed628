"""The optimizer is given a closure."""
# %% backward_loop
-             loss = loss_fn(model(x[rows]), y[rows])
-             optimizer.zero_grad()
-             loss.backward()
-             optimizer.step()
+             def closure():
+                 optimizer.zero_grad()
+                 loss = loss_fn(model(x[rows]), y[rows])
+                 loss.backward()
+                 return loss
+
+             optimizer.step(closure)
