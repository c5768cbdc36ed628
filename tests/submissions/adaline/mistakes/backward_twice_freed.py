"""Two backward passes through one graph. diagnosis: graph-freed"""
# %% backward_loop
              loss.backward()
+             loss.backward()
