"""The gradient of the first check, by hand. diagnosis: manual-in-autograd"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for count in range(1, k + 1):
        loss = loss_fn(w)
        loss.backward()
        with torch.no_grad():
            slopes = []
            for place in range(len(w)):
                step = torch.zeros_like(w)
                step[place] = 1e-2
                slopes.append((8 * (loss_fn(w + step) - loss_fn(w - step)) - loss_fn(w + 2 * step) + loss_fn(w - 2 * step)) / 0.12)
        values.append(count * torch.stack(slopes).to(w.dtype))
    return values
