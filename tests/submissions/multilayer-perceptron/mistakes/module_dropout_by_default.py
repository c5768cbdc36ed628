"""Dropout also where nobody asks for it. diagnosis: default-changed"""
# %% mlp_module
-     def __init__(self, num_features, num_hidden, num_classes, dropout=0.0, device=None, dtype=None):
+     def __init__(self, num_features, num_hidden, num_classes, dropout=0.5, device=None, dtype=None):
