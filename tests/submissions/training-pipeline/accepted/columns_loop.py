"""A loop over the numbers."""
# %% columns
-     x, y = (torch.as_tensor(values, dtype=torch.float32).view(-1, 1) for values in (x, y))
-     return x, y
+     def column(values):
+         tensor = torch.empty(len(values), 1)
+         for row, value in enumerate(values):
+             tensor[row, 0] = float(value)
+         return tensor
+     return column(x), column(y)
