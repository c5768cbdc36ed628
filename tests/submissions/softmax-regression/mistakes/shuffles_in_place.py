"""The data themselves are shuffled, in place. diagnosis: shuffle-compounded, argument-changed"""
# %% train_softmax
-         order = torch.randperm(len(y)).to(y.device)
+         order = torch.randperm(len(y)).to(y.device)
+         x[:], y[:] = x[order], y[order]
+         order = torch.arange(len(y), device=y.device)
