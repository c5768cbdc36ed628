"""Another default for the number of iterations. diagnosis: default-changed"""
# %% training_loop
- def train_numpy(x, y, learning_rate=0.01, n_iters=20):
+ def train_numpy(x, y, learning_rate=0.01, n_iters=10):
