"""The update written out, with the wrong sign. diagnosis: step-uphill"""
# %% train_and_evaluate
-             optimizer.step()
+             with torch.no_grad():
+                 for p in model.parameters():
+                     p.add_(learning_rate * p.grad)
