"""Only the logits. diagnosis: result-missing"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     return hidden @ w2 + b2
