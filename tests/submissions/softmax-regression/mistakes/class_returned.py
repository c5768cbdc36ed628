"""The class instead of the logits. diagnosis: class-returned"""
# %% softmax_regression
-         return self.linear(x)
+         return self.linear(x).argmax(dim=1)
