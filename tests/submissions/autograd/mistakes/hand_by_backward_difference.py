"""Difference quotients to the left: right in the corner for some signs of x. diagnosis: none"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    def f(w, b):
        return max(w * x + b, 0.0)

    h = 1e-4
    step = h if x > 0 else -h
    by_w = (f(w, b) - f(w - step, b)) / step
    by_b = (f(w, b) - f(w, b - h)) / h
    return f(w, b), by_w, by_b
