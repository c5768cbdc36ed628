"""A sigmoid before the loss. diagnosis: sigmoid-before-loss"""
# %% train_softmax
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(torch.sigmoid(model(x[rows])), y[rows])
