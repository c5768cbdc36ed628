"""The gradients are cleared in place before there are any. diagnosis: grad-before-backward"""
# %% training_loop
+         for p in model.parameters():
+             p.grad.zero_()
          loss.backward()

-         optimizer.zero_grad()
