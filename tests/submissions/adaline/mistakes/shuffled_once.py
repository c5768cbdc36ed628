"""One order for all epochs.
diagnosis: no-shuffle
fails: backward_loop"""
# %% backward_loop
      torch.manual_seed(seed)
+     order = torch.randperm(len(y)).to(y.device)
-         order = torch.randperm(len(y)).to(y.device)
