"""The maximum of each class over the samples is subtracted. diagnosis: softmax-axis"""
# %% softmax
-     powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
+     powers = torch.exp(z - z.max(dim=0, keepdim=True).values)
