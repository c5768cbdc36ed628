"""Measured by nudging each parameter. diagnosis: none"""
# %% cross_entropy_gradient
def cross_entropy_gradient(x, y, w, b):
    """Return the mean cross entropy, its gradient for w (F, k) and its gradient for b (k,)."""
    def slope(parameter):
        measured = torch.zeros_like(parameter)
        for index in range(parameter.numel()):
            step = torch.zeros_like(parameter).view(-1)
            step[index] = 1e-3
            step = step.view_as(parameter)
            above = F.cross_entropy(x @ (w + step) + b, y) if parameter is w else F.cross_entropy(x @ w + b + step, y)
            below = F.cross_entropy(x @ (w - step) + b, y) if parameter is w else F.cross_entropy(x @ w + b - step, y)
            measured.view(-1)[index] = (above - below) / 2e-3
        return measured
    return F.cross_entropy(x @ w + b, y), slope(w), slope(b)
