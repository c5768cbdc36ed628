"""The model stays in training mode for the evaluation. diagnosis: eval-mode-missing"""
# %% train_and_evaluate
-         model.eval()
