"""A new model is trained instead of the given one. diagnosis: none"""
# %% training_loop
+     model = nn.Linear(x.shape[1], y.shape[1], dtype=x.dtype)
      optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
