"""One iteration too many. diagnosis: iterations-miscounted"""
# %% training_loop
-     for _ in range(n_iters):
+     for _ in range(n_iters + 1):

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
