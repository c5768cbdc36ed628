"""The seed is not used.
diagnosis: seed-misplaced
fails: backward_loop"""
# %% backward_loop
-     torch.manual_seed(seed)
