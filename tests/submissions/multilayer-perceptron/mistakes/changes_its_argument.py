"""The step is made as well. diagnosis: argument-changed"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = (error @ w2.T) * (hidden > 0)
+     w2 -= 0.1 * hidden.T @ error
