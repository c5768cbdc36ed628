"""The loop goes on with a new model; the optimizer has the one that is handed in.
diagnosis: optimizer-holds-old; score: 82"""
# %% backward_loop
+     model = Adaline3(x.shape[1], dtype=x.dtype)
      for _ in range(num_epochs):
