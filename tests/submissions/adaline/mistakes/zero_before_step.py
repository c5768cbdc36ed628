"""Gradients are cleared between backward and step. diagnosis: zero-before-step"""
# %% backward_loop
              loss = loss_fn(model(x[rows]), y[rows])
+             loss.backward()
-             loss.backward()
