"""Begun: three zeros are returned. diagnosis: always-zero"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    a, da_dw, da_db = 0.0, 0.0, 0.0
    return a, da_dw, da_db
