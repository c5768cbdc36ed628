"""Another order of the keys, and one more."""
# %% train_and_evaluate
-         history.append(measured)
+         history.append({"epoch": len(history), **dict(sorted(measured.items()))})
