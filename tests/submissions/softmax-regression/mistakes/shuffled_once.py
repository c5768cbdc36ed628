"""One order for all epochs. diagnosis: no-shuffle"""
# %% train_softmax
+     order = torch.randperm(len(y)).to(y.device)
      for _ in range(num_epochs):
-         order = torch.randperm(len(y)).to(y.device)
