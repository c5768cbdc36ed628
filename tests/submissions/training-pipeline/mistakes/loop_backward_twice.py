"""Two backward calls in each step. diagnosis: backward-twice"""
# %% training_loop
+         optimizer.zero_grad()
+         loss.backward(retain_graph=True)
          loss.backward()

-         optimizer.zero_grad()
