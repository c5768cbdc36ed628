"""A weight of shape (1,). diagnosis: none; score: 97"""
# %% training_loop
-     """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
-     w = 0.0
+     w = np.zeros(1)
-     for _ in range(n_iters):
+     for i in range(n_iters):
