"""The gate opens a margin above 0, as if the slope near the corner were unknown. diagnosis: none"""
# %% partials_by_hand
def relu_partials(x, w, b):
    z = w * x + b
    gate = 1.0 if z > 1e-2 else 0.0
    return max(z, 0.0), gate * x, gate
