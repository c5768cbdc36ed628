"""Two backward passes for each entry. diagnosis: backward-twice"""
# %% accumulation
-         loss_fn(w).backward()
+         loss = loss_fn(w)
+         loss.backward(retain_graph=True)
+         loss.backward()
