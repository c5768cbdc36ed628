"""x is shuffled and y is not. diagnosis: shuffle-mismatch"""
# %% backward_loop
          order = torch.randperm(len(y)).to(y.device)
+         shuffled = x[order]
+         start = 0
-             loss = loss_fn(model(x[rows]), y[rows])
+             batch = shuffled[start : start + len(rows)]
+             target = y[start : start + len(rows)]
+             start += len(rows)
+             loss = loss_fn(model(batch), target)
