"""Each step of the chain rule on its own line."""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    u = w * x
    z = u + b
    a = max(0, z)
    da_dz = 1.0 if z > 0.0 else 0.0
    dz_du = dz_db = 1.0
    du_dw = x
    return a, da_dz * dz_du * du_dw, da_dz * dz_db
