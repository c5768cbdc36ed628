"""The lecture's sum, with y and y_pred the wrong way round. diagnosis: gradient-sign"""
# %% manual_gradient
def gradient(x, y, y_pred):
    return np.dot(2 * x, y - y_pred).mean()
