"""The loss of the last minibatch is noted. diagnosis: cost-of-minibatch"""
# %% train_softmax
-         with torch.no_grad():
-             losses.append(loss_fn(model(x), y).item())
+         losses.append(loss.item())
