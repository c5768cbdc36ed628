"""An array of one number, not a number. diagnosis: none; score: 99"""
# %% manual_gradient
def gradient(x, y, y_pred):
    return np.mean(2*x*(y_pred-y), keepdims=True)
