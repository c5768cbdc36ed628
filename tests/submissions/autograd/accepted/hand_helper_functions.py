"""relu and its derivative as functions."""
# %% partials_by_hand
def relu(z):
    return z if z > 0 else 0.0


def relu_slope(z):
    return 1.0 if z > 0 else 0.0

def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    return relu(z), relu_slope(z) * x, relu_slope(z)
