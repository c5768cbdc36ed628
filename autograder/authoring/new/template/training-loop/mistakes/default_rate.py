"""The optimizer's own learning rate. diagnosis: default-learning-rate"""
# %% first_task
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
