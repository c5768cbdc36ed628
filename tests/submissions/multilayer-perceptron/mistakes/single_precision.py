"""Everything becomes float32. diagnosis: dtype-ignored"""
# %% backpropagation
-     logits, hidden = forward(x, w1, b1, w2, b2)
+     x, w1, b1, w2, b2 = (part.float() for part in (x, w1, b1, w2, b2))
+     logits, hidden = forward(x, w1, b1, w2, b2)
