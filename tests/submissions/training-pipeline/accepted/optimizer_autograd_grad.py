"""The gradient by autograd.grad, the step by SGD."""
# %% loss_and_optimizer
-     squared_error = nn.MSELoss()

-         loss = squared_error(w * x, y)
+         loss = nn.MSELoss()(w * x, y)
-         optimizer.zero_grad()
-         loss.backward()
+         (w.grad,) = torch.autograd.grad(loss, w)
