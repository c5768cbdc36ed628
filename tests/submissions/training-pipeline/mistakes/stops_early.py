"""Both loops end as soon as the loss is small enough. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
+         if losses[-1] < 1e-10:
+             break
      return w.detach(), losses
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
+         if losses[-1] < 1e-10:
+             break
