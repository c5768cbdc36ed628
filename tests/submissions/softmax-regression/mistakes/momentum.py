"""SGD with momentum. diagnosis: other-optimizer"""
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
