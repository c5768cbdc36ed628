"""w is an integer. diagnosis: integer-parameter"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.tensor(0, requires_grad=True)
