"""Adam instead of SGD. diagnosis: other-optimizer"""
# %% train_and_evaluate
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
