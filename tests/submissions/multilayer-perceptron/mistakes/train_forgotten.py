"""Nobody asks for training mode. diagnosis: train-mode-missing"""
# %% train_and_evaluate
-         model.train()
