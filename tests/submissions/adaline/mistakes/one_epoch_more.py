"""It trains one epoch more than it is told to. diagnosis: iterations-miscounted; score: 80"""
# %% backward_loop
-     for _ in range(num_epochs):
+     for _ in range(num_epochs + 1):
