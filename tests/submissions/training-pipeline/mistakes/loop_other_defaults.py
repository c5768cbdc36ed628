"""By default only ten iterations are run. diagnosis: default-changed"""
# %% training_loop
- def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
+ def train_model(model, x, y, learning_rate=0.01, n_iters=10, loss_fn=None):
