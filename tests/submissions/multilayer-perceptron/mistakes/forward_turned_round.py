"""The hidden layer first. diagnosis: results-swapped"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     return hidden, hidden @ w2 + b2
