"""A comma at the end of a line makes a tuple of a number. diagnosis: none"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    on = 1.0 if w * x + b > 0 else 0.0
    da_dw = x * on,
    return (w * x + b) * on, da_dw, on
