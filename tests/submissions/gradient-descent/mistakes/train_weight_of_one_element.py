"""A weight of shape (1,).

diagnosis: none
fails: training_loop
score: 97
"""

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    w = np.zeros(1)
    losses = []
    for i in range(n_iters):
        y_pred = forward(w, x)
        losses.append(mse_loss(y, y_pred))
        w = w - learning_rate * gradient(x, y, y_pred)
    return w, losses
