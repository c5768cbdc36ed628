"""Large logits overflow.
diagnosis: softmax-unstable
fails: first_task"""
# %% first_task
-     exponentials = (z - z.max(dim=1, keepdim=True).values).exp()
+     exponentials = z.exp()
