"""One mistake in each of three tasks.

diagnosis: relu-slope, aliased-gradients, relu-misplaced
fails: partials_by_hand, accumulation, two_apis
"""

# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    return max(w * x + b, 0.0), x, 1.0

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        loss_fn(w).backward()
        values.append(w.grad)
    return values

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return F.linear(x, weight, bias)
