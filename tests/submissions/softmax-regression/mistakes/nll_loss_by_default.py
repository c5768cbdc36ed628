"""By default the loss is one of logarithms of probabilities. diagnosis: nll-of-logits"""
# %% train_softmax
-     loss_fn=F.cross_entropy,
+     loss_fn=F.nll_loss,
