"""It trains for twenty epochs, whatever it is told. diagnosis: iterations-miscounted; score: 80"""
# %% backward_loop
-     for _ in range(num_epochs):
+     for _ in range(20):
