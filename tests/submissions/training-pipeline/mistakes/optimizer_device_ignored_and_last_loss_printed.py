"""w is on the CPU, in code that fails without an iteration. diagnosis: device-ignored; score: 96"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+     w = torch.zeros((), dtype=x.dtype, requires_grad=True)
-     return w.detach(), losses
+     print(f"Prediction after training: f(5) = {5 * w.item():.3f}, loss {loss:.3f}")
+     return w, losses
