"""The forward pass is written out once more."""
# %% backpropagation
-     logits, hidden = forward(x, w1, b1, w2, b2)
+     net = x @ w1 + b1
+     hidden = net.clamp(min=0)
+     logits = hidden @ w2 + b2
