"""A generator of its own with the same seed."""
# %% train_and_evaluate
-     torch.manual_seed(seed)
+     stream = torch.Generator().manual_seed(seed)

-         order = torch.randperm(len(y)).to(y.device)
+         order = torch.randperm(len(y), generator=stream).to(y.device)
