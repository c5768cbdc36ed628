"""A new leaf is made of the loss. diagnosis: graph-cut"""
# %% training_loop
+         loss = torch.tensor(loss.item(), requires_grad=True)
          losses.append(loss.item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
