"""Nothing is returned where relu cuts off. diagnosis: branch-missing"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    if z > 0:
        return z, x, 1.0
