"""A scheduler lowers the learning rate after each epoch. diagnosis: none; score: 89"""
# %% backward_loop
+     sched = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
      torch.manual_seed(seed)

+         sched.step()
          with torch.no_grad():
