"""The seed is not used. diagnosis: seed-misplaced"""
# %% backward_loop
-     torch.manual_seed(seed)
