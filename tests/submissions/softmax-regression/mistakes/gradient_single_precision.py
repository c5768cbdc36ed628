"""Everything becomes float32. diagnosis: dtype-ignored"""
# %% cross_entropy_gradient
-     probabilities = softmax(x @ w + b)
+     x, w, b = x.float(), w.float(), b.float()
+     probabilities = softmax(x @ w + b)
