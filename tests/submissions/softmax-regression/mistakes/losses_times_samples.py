"""The noted loss is that of all samples together. diagnosis: loss-summed"""
# %% train_softmax
-             losses.append(loss_fn(model(x), y).item())
+             losses.append(loss_fn(model(x), y).item() * len(y))
