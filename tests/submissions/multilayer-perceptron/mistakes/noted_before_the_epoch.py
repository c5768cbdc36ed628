"""Evaluated before the training of the epoch. diagnosis: cost-before-epoch"""
# %% train_and_evaluate
-         model.train()
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = F.cross_entropy(model(x[rows]), y[rows])
-             optimizer.zero_grad()
-             loss.backward()
-             optimizer.step()

-         history.append(measured)
+         history.append(measured)
+         model.train()
+         order = torch.randperm(len(y)).to(y.device)
+         for rows in torch.split(order, minibatch_size):
+             loss = F.cross_entropy(model(x[rows]), y[rows])
+             optimizer.zero_grad()
+             loss.backward()
+             optimizer.step()
+         model.eval()
