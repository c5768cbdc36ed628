"""inference_mode, and losses as tensors."""
# %% train_and_evaluate
-         with torch.no_grad():
+         with torch.inference_mode():
