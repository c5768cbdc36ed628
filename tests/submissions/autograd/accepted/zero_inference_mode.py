"""Under inference_mode."""
# %% zero_init
-     with torch.no_grad():
+     with torch.inference_mode():
