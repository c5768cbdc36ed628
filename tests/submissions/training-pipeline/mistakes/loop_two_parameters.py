"""Weight and bias are unpacked. diagnosis: parameters-unpacked"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     [w, b] = model.parameters()
+     optimizer = torch.optim.SGD([w, b], lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
