"""Printed, not returned. diagnosis: no-return"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    a = max(w * x + b, 0.0)
    print(a, x if a > 0 else 0.0, 1.0 if a > 0 else 0.0)
