"""Cleared behind the step."""
# %% train_softmax
-             optimizer.zero_grad()

+             optimizer.zero_grad()
          with torch.no_grad():
