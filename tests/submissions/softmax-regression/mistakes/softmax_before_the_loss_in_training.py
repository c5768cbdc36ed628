"""Softmax comes before the loss in training, not where it is noted.
diagnosis: logits-softmaxed-twice"""
# %% train_softmax
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(torch.softmax(model(x[rows]), dim=1), y[rows])
