"""The learning rate is not handed on to SGD. diagnosis: default-learning-rate"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters())
