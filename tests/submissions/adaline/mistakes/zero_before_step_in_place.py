"""The gradients are set to zeros between backward and step. diagnosis: zero-before-step"""
# %% backward_loop
-             optimizer.zero_grad()
-             loss.backward()
+             loss.backward()
+             optimizer.zero_grad(set_to_none=False)
