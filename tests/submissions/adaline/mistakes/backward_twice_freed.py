"""Two backward passes through one graph.
diagnosis: graph-freed
fails: backward_loop"""
# %% backward_loop
              loss.backward()
+             loss.backward()
