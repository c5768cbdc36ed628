"""Measures the slope with the loss of the task before, nudged to both sides. diagnosis: none"""
# %% manual_gradient
def gradient(x, y, y_pred):
    x, y, y_pred = x.astype(float), y.astype(float), y_pred.astype(float)
    h = 1e-4
    return (mse_loss(y, y_pred + h * x) - mse_loss(y, y_pred - h * x)) / (2*h)
