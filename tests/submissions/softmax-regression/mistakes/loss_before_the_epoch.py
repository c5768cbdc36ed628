"""The loss is noted before the epoch. diagnosis: cost-before-epoch"""
# %% train_softmax
-         order = torch.randperm(len(y)).to(y.device)
+         with torch.no_grad():
+             losses.append(loss_fn(model(x), y).item())
+         order = torch.randperm(len(y)).to(y.device)

-         with torch.no_grad():
-             losses.append(loss_fn(model(x), y).item())
