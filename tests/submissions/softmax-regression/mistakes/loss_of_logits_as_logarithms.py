"""nll_loss is given the logits. diagnosis: nll-of-logits"""
# %% cross_entropy_gradient
-     samples = torch.arange(len(y), device=y.device)
-     loss = -probabilities[samples, y].log().mean()
+     loss = F.nll_loss(x @ w + b, y)
