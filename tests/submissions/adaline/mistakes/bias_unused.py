"""forward multiplies by the layer's weight and leaves its bias out. diagnosis: bias-missing"""
# %% linear_model
-         torch.nn.init.zeros_(self.linear.weight)
-         torch.nn.init.zeros_(self.linear.bias)
+         with torch.no_grad():
+             self.linear.weight.zero_()
+             self.linear.bias.zero_()
-         return self.linear(x).view(-1)
+         return (x @ self.linear.weight.T).view(-1)
