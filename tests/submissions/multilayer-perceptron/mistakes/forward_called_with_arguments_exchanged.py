"""The biases are passed where the weights belong. diagnosis: none"""
# %% backpropagation
-     logits, hidden = forward(x, w1, b1, w2, b2)
+     logits, hidden = forward(x, b1, w1, b2, w2)
