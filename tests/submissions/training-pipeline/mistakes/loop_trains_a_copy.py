"""A copy of the model is trained. diagnosis: none"""
# %% training_loop
+     import copy
+     model = copy.deepcopy(model)
      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
