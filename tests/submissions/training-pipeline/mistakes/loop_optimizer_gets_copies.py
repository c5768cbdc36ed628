"""The optimizer gets copies of the parameters. diagnosis: none"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([p.clone().detach().requires_grad_() for p in model.parameters()], lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
