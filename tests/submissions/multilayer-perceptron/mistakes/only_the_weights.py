"""The optimizer is given no biases. diagnosis: bias-frozen"""
# %% train_and_evaluate
-     optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
+     optimizer = torch.optim.SGD([p for p in model.parameters() if p.dim() > 1], lr=learning_rate)
