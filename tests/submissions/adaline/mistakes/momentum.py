"""SGD with momentum. diagnosis: other-optimizer"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
