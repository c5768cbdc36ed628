"""Biases are left out. diagnosis: not-zero-initialised"""
# %% zero_init
-         for parameter in module.parameters():
-             parameter.zero_()
+         for name, parameter in module.named_parameters():
+             if "bias" not in name:
+                 parameter.zero_()
