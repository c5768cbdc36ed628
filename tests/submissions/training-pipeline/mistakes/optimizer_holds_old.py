"""w is replaced after the optimizer got it. diagnosis: optimizer-holds-old"""
# %% loss_and_optimizer
+     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
      losses = []
