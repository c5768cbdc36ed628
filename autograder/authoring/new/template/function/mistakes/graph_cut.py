"""No gradient flows through it. diagnosis: graph-cut"""
# %% first_task
-     exponentials = (z - z.max(dim=1, keepdim=True).values).exp()
+     exponentials = (z - z.max(dim=1, keepdim=True).values).detach().exp()
