"""`.item()` of a gradient that has seven numbers. diagnosis: none"""
# %% loss_and_optimizer
+         each = (w * x - y) * x
+         print(each.item())
          losses.append(loss.item())
