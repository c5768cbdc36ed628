"""The mean of the losses of the minibatches as the training loss. diagnosis: cost-of-minibatch"""
# %% train_and_evaluate
+         seen = []
          for rows in torch.split(order, minibatch_size):

+             seen.append(loss.item())
          model.eval()

+         measured["train_loss"] = sum(seen) / len(seen)
          history.append(measured)
