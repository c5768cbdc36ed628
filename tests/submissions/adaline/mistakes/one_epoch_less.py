"""It trains one epoch less than it is told to. diagnosis: iterations-miscounted; score: 80"""
# %% backward_loop
-     for _ in range(num_epochs):
+     for _ in range(1, num_epochs):
