"""The loss is not reduced to a number. diagnosis: loss-not-scalar"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss(reduction="none")
-         losses.append(loss.item())
+         losses.append(loss.mean().item())
+         optimizer.zero_grad()
-         optimizer.zero_grad()
