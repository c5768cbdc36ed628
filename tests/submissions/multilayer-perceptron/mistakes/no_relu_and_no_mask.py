"""No relu forward, and no mask on the way back.
diagnosis: hidden-layer-linear, relu-mask-missing"""
# %% forward_and_cache
-     hidden = torch.relu(x @ w1 + b1)
+     hidden = x @ w1 + b1
# %% backpropagation
-     signal = (error @ w2.T) * (hidden > 0)
+     signal = error @ w2.T
