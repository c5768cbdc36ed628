"""SGD with momentum.
diagnosis: other-optimizer
fails: backward_loop"""
# %% backward_loop
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
