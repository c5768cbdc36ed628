"""The predictions are cut to whole numbers. diagnosis: none"""
# %% forward_and_loss
def forward(w, x):
    return (w * x).astype(int)


def mse_loss(y, y_pred):
    return ((y - y_pred) ** 2).mean()
