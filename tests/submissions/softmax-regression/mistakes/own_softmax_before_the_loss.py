"""The softmax of task 1 comes before the loss. diagnosis: logits-softmaxed-twice"""
# %% train_softmax
-             loss = loss_fn(model(x[rows]), y[rows])
+             loss = loss_fn(softmax(model(x[rows])), y[rows])

-             losses.append(loss_fn(model(x), y).item())
+             losses.append(loss_fn(softmax(model(x)), y).item())
