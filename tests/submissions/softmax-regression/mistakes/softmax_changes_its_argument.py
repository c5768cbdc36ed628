"""The maximum is subtracted in place. diagnosis: argument-changed"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
+     z -= z.max(dim=1, keepdim=True).values
+     powers = torch.exp(z)
