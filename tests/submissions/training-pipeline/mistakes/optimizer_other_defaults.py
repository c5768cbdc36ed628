"""Other default values than asked for. diagnosis: default-changed"""
# %% loss_and_optimizer
- def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
+ def train_with_optimizer(x, y, learning_rate=0.1, n_iters=20):
