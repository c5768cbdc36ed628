"""The class that is read in place of the probabilities. diagnosis: gradient-thresholded"""
# %% backpropagation
-     error = (torch.softmax(logits, dim=1) - wanted) / len(y)
+     read = F.one_hot(logits.argmax(dim=1), num_classes=w2.shape[1])
+     error = (read - wanted).to(x.dtype) / len(y)
