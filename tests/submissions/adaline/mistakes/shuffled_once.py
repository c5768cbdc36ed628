"""One order for all epochs. diagnosis: no-shuffle"""
# %% backward_loop
      torch.manual_seed(seed)
+     order = torch.randperm(len(y)).to(y.device)
-         order = torch.randperm(len(y)).to(y.device)
