"""A colon is missing.
diagnosis: none
fails: linear_module"""
# %% linear_module
-     def forward(self, x):
+     def forward(self, x)
