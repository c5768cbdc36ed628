"""The probabilities forget the biases. diagnosis: gradient-no-bias"""
# %% cross_entropy_gradient
-     probabilities = softmax(x @ w + b)
+     probabilities = softmax(x @ w)
