"""The seed is set in each epoch. diagnosis: seed-misplaced"""
# %% train_and_evaluate
-     torch.manual_seed(seed)

-         order = torch.randperm(len(y)).to(y.device)
+         torch.manual_seed(seed)
+         order = torch.randperm(len(y)).to(y.device)
