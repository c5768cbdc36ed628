"""Two backward calls in each step. diagnosis: backward-twice"""
# %% loss_and_optimizer
+         loss.backward(retain_graph=True)
          loss.backward()
