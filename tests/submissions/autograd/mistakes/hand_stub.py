"""The stub of the first task is left. diagnosis: stub-left"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    raise NotImplementedError()
