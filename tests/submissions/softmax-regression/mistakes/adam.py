"""Adam instead of SGD. diagnosis: other-optimizer"""
# %% train_softmax
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
