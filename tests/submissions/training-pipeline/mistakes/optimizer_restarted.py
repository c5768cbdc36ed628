"""w and its optimizer are made anew in each iteration. diagnosis: restarted-in-loop"""
# %% loss_and_optimizer
-     w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
-     squared_error = nn.MSELoss()
-     optimizer = torch.optim.SGD([w], lr=learning_rate)
+     squared_error = nn.MSELoss()
-     for _ in range(n_iters):
+     for _ in range(n_iters):
+         w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
+         optimizer = torch.optim.SGD([w], lr=learning_rate)
