"""The relu of what comes back. diagnosis: relu-mask-wrong"""
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = torch.relu(error @ w2.T)
