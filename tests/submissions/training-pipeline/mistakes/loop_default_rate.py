"""The learning rate is not handed to SGD. diagnosis: default-learning-rate"""
# %% training_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
