"""Gradients are cleared once in each epoch. diagnosis: zero-per-epoch"""
# %% backward_loop
          order = torch.randperm(len(y)).to(y.device)
+         optimizer.zero_grad()
-             optimizer.zero_grad()
