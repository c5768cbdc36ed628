"""Clears .grad before there is one.
diagnosis: grad-before-backward
fails: backward_loop"""
# %% backward_loop
-             optimizer.zero_grad()
+             for parameter in model.parameters():
+                 parameter.grad.zero_()
