"""Back in training mode at the end. diagnosis: left-in-train-mode"""
# %% train_and_evaluate
-         history.append(measured)
+         history.append(measured)
+         model.train()
