"""Difference quotients to both sides. diagnosis: none"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    def f(w, b):
        return max(w * x + b, 0.0)

    h = 1e-6
    by_w = (f(w + h, b) - f(w - h, b)) / (2 * h)
    by_b = (f(w, b + h) - f(w, b - h)) / (2 * h)
    return f(w, b), by_w, by_b
