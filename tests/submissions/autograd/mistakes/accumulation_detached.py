"""The loss of a detached w.
diagnosis: graph-cut
fails: accumulation"""
# %% accumulation
-         loss_fn(w).backward()
+         loss_fn(w.detach()).backward()
