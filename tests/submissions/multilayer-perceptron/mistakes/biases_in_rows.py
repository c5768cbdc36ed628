"""The gradients of the biases are rows of a table. diagnosis: bias-shape"""
# %% backpropagation
-     return x.T @ signal, signal.sum(dim=0), hidden.T @ error, error.sum(dim=0)
+     return x.T @ signal, signal.sum(0, keepdim=True), hidden.T @ error, error.sum(0, keepdim=True)
