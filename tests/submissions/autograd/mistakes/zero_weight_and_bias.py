"""Only the weight and bias of the module itself. diagnosis: none"""
# %% zero_init
-         for parameter in module.parameters():
-             parameter.zero_()
+         module.weight.zero_()
+         module.bias.zero_()
