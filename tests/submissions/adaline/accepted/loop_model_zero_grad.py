"""model.zero_grad(), and a fresh plain SGD for each step."""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

-             optimizer.zero_grad()
+             model.zero_grad()
-             optimizer.step()
+             torch.optim.SGD(model.parameters(), lr=learning_rate).step()
