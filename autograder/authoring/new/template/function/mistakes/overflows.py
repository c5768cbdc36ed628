"""Large logits overflow. diagnosis: softmax-unstable"""
# %% first_task
-     exponentials = (z - z.max(dim=1, keepdim=True).values).exp()
+     exponentials = z.exp()
