"""Always the learning rate 0.1. diagnosis: learning-rate-ignored"""
# %% train_and_evaluate
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
