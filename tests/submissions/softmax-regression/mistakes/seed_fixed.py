"""Always the seed 123. diagnosis: seed-ignored"""
# %% train_softmax
-     torch.manual_seed(seed)
+     torch.manual_seed(123)
