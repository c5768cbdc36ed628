"""The second layer's weights are changed on the way out. diagnosis: argument-changed"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     logits = hidden @ w2 + b2
+     b2 += 1
+     return logits, hidden
