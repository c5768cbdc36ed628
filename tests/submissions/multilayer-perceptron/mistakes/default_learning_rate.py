"""The optimizer's own learning rate. diagnosis: default-learning-rate"""
# %% train_and_evaluate
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
