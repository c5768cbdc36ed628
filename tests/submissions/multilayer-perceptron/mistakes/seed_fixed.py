"""Always the seed 123. diagnosis: seed-ignored"""
# %% train_and_evaluate
-     torch.manual_seed(seed)
+     torch.manual_seed(123)
