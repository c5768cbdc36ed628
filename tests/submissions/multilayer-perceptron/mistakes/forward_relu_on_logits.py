"""A relu on the logits as well. diagnosis: activation-on-logits"""
# %% forward_and_cache
-     return hidden @ w2 + b2, hidden
+     return torch.relu(hidden @ w2 + b2), hidden
