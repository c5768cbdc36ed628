"""The cost is the mean of the minibatch losses. diagnosis: cost-of-minibatch"""
# %% backward_loop
          order = torch.randperm(len(y)).to(y.device)
+         losses = []
-         with torch.no_grad():
-             cost.append(loss_fn(model(x), y).item())
+             losses.append(loss.item())
+         cost.append(sum(losses) / len(losses))
