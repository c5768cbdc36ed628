"""Trains by the loop of the task before, which knows only a weight and a bias. diagnosis: none"""
# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    return train_grad(model, x, y, num_epochs, learning_rate, seed, minibatch_size, loss_fn)
