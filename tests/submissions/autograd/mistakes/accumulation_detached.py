"""The loss of a detached w. diagnosis: graph-cut"""
# %% accumulation
-         loss_fn(w).backward()
+         loss_fn(w.detach()).backward()
