"""By backward() instead of grad()."""
# %% first_task
def gradient(loss_fn, w, x, y):
    leaf = w.clone().requires_grad_()
    loss_fn(x @ leaf, y).backward()
    return leaf.grad
