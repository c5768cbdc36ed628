"""The loss is made new of its value. diagnosis: graph-cut"""
# %% loss_and_optimizer
+         loss = torch.tensor(loss.item())
          losses.append(loss.item())
