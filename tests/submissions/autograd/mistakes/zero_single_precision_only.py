"""Parameters in double precision are left alone. diagnosis: none"""
# %% zero_init
-             parameter.zero_()
+             if parameter.dtype == torch.float32:
+                 parameter.zero_()
