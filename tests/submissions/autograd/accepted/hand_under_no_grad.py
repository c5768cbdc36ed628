"""Tensors of which no story is written."""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    with torch.no_grad():
        z = torch.tensor(w) * x + b
        slope = torch.where(z > 0, 1.0, 0.0)
        return F.relu(z), x * slope, slope
