"""A TensorDataset and a sampler over the drawn order."""
# %% backward_loop
-         order = torch.randperm(len(y)).to(y.device)
-         for rows in torch.split(order, minibatch_size):
-             loss = loss_fn(model(x[rows]), y[rows])
+         order = torch.randperm(len(y)).tolist()
+         data = torch.utils.data.TensorDataset(x, y)
+         batches = torch.utils.data.BatchSampler(order, minibatch_size, drop_last=False)
+         for rows in batches:
+             features, labels = data[rows]
+             loss = loss_fn(model(features), labels)
