"""NumPy numbers."""
# %% partials_by_hand
import numpy as np

def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = np.float64(w * x + b)
    slope = np.heaviside(z, 0.0)
    return np.maximum(z, 0.0), slope * x, slope
