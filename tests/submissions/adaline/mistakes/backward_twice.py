"""Two backward passes for each step.
diagnosis: backward-twice
fails: backward_loop"""
# %% backward_loop
              optimizer.zero_grad()
+             loss.backward(retain_graph=True)
