"""The noted losses keep their graphs. diagnosis: cost-keeps-graph"""
# %% train_softmax
-         with torch.no_grad():
-             losses.append(loss_fn(model(x), y).item())
+         losses.append(loss_fn(model(x), y))
