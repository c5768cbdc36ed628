"""Clears .grad before there is one. diagnosis: grad-before-backward"""
# %% backward_loop
-             optimizer.zero_grad()
+             for parameter in model.parameters():
+                 parameter.grad.zero_()
