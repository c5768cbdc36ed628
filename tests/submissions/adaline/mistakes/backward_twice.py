"""Two backward passes for each step. diagnosis: backward-twice"""
# %% backward_loop
              optimizer.zero_grad()
+             loss.backward(retain_graph=True)
