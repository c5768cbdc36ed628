"""The noted loss is right; it is multiplied by the number of samples before it is differentiated.
diagnosis: gradient-summed"""
# %% loss_and_optimizer
-         loss.backward()
+         (loss * len(x)).backward()
