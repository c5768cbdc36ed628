"""Training mode once, before the first epoch. diagnosis: train-mode-missing"""
# %% train_and_evaluate
+     model.train()
      for _ in range(num_epochs):
-         model.train()
