"""Softmax comes before the loss, which has its own. diagnosis: logits-softmaxed-twice"""
# %% train_softmax
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(torch.softmax(model(x[rows]), dim=1), y[rows])

-             losses.append(loss_fn(model(x), y).item())
+             losses.append(loss_fn(torch.softmax(model(x), dim=1), y).item())
