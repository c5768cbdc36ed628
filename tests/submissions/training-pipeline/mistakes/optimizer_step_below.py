"""The step stands below the loop. diagnosis: step-outside-loop"""
# %% loss_and_optimizer
-         optimizer.step()
+     optimizer.step()
