"""Nothing is returned. diagnosis: no-return"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     logits = hidden @ w2 + b2
