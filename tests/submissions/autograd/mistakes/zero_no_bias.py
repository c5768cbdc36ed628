"""Biases are left out.
diagnosis: not-zero-initialised
fails: zero_init"""
# %% zero_init
-         for parameter in module.parameters():
-             parameter.zero_()
+         for name, parameter in module.named_parameters():
+             if "bias" not in name:
+                 parameter.zero_()
