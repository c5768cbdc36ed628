"""Only every tenth loss is noted. diagnosis: losses-miscounted"""
# %% loss_and_optimizer
-         losses.append(loss.item())
+         if _ % 10 == 0:
+             losses.append(loss.item())
