"""The output layer has no bias. diagnosis: bias-missing"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     return hidden @ w2, hidden
