"""The gradient is cleared in place before there is one. diagnosis: grad-before-backward"""
# %% loss_and_optimizer
-         optimizer.zero_grad()
+         w.grad.zero_()
