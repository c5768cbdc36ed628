"""Softmax on the logits. diagnosis: activation-on-logits"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     return torch.softmax(hidden @ w2 + b2, dim=1), hidden
