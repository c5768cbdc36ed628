"""The labels keep their order. diagnosis: shuffle-mismatch"""
# %% train_and_evaluate
-         for rows in torch.split(order, minibatch_size):
-             loss = F.cross_entropy(model(x[rows]), y[rows])
+         for rows, places in zip(torch.split(order, minibatch_size), torch.arange(len(y), device=y.device).split(minibatch_size)):
+             loss = F.cross_entropy(model(x[rows]), y[places])
