"""The gradients by autograd.grad."""
# %% training_loop
-         y_pred = model(x)
-         loss = loss_fn(y_pred, y)
+         loss = loss_fn(model(x), y)
-         loss.backward()
+         parameters = list(model.parameters())
+         for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
+             p.grad = g
-         optimizer.zero_grad()
