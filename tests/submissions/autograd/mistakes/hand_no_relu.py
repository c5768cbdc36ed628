"""relu is forgotten altogether. diagnosis: relu-misplaced"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    return w * x + b, x, 1.0
