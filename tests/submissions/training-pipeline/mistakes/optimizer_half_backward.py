"""The noted loss is right; half of it is differentiated. diagnosis: gradient-half"""
# %% loss_and_optimizer
-         loss.backward()
+         (loss / 2).backward()
