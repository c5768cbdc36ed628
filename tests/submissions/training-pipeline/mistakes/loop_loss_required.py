"""There is no loss where none is handed in. diagnosis: none"""
# %% training_loop
-     loss_fn = nn.MSELoss() if loss_fn is None else loss_fn

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
