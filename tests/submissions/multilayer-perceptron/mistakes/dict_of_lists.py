"""A dict of lists in place of a list of dicts. diagnosis: history-transposed"""
# %% train_and_evaluate
-     return history
+     return {name: [noted[name] for noted in history] for name in history[0]}
