"""Softmax comes before the loss in training. diagnosis: logits-softmaxed-twice"""
# %% train_and_evaluate
-             loss = F.cross_entropy(model(x[rows]), y[rows])
+             loss = F.cross_entropy(torch.softmax(model(x[rows]), dim=1), y[rows])
