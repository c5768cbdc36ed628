"""The optimizer's own learning rate.
diagnosis: default-learning-rate
fails: first_task"""
# %% first_task
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
