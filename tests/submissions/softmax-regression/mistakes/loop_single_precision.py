"""The data become float32. diagnosis: none"""
# %% train_softmax
-     torch.manual_seed(seed)
+     torch.manual_seed(seed)
+     x = x.float()
