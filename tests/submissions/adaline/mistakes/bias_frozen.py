"""Only the weight is handed to the optimizer. diagnosis: bias-frozen"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([next(iter(model.parameters()))], lr=learning_rate)
