"""`model.eval` without its brackets. diagnosis: eval-mode-missing"""
# %% train_and_evaluate
-         model.eval()
+         model.eval
