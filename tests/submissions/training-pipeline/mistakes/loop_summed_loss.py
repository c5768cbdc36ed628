"""The sum where the mean is asked for. diagnosis: loss-summed"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
+     loss_fn = loss_fn or nn.MSELoss(reduction="sum")

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
