"""x and y are overwritten by the shuffled rows. diagnosis: shuffle-compounded"""
# %% train_and_evaluate
-         order = torch.randperm(len(y)).to(y.device)
+         order = torch.randperm(len(y)).to(y.device)
+         x, y = x[order], y[order]
+         order = torch.arange(len(y), device=y.device)
