"""The optimizer's own learning rate. diagnosis: default-learning-rate"""
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
