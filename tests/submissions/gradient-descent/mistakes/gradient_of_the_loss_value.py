"""The mean of the squared errors times x. diagnosis: none"""
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     return np.mean(2 * x * (y_pred - y) ** 2)
