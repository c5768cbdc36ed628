"""NumPy numbers in single precision."""
# %% partials_by_hand
import numpy as np

def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    x, w, b = np.float32([x, w, b])
    z = w * x + b
    on = np.float32(z > 0)
    return np.maximum(z, np.float32(0)), on * x, on
