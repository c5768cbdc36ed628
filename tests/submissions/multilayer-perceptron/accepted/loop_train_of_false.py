"""train(False) for eval()."""
# %% train_and_evaluate
-         model.eval()
+         model.train(False)
