"""The default number of iterations is that of the NumPy loop. diagnosis: default-changed"""
# %% autograd_loop
- def train_autograd(x, y, learning_rate=0.01, n_iters=100):
+ def train_autograd(x, y, learning_rate=0.01, n_iters=20):
