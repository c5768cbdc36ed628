"""train() before and eval() behind each epoch."""
# %% train_softmax
+         model.train()
          order = torch.randperm(len(y)).to(y.device)

+         model.eval()
          with torch.no_grad():
