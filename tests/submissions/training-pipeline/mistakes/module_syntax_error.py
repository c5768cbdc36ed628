"""A colon is missing. diagnosis: none"""
# %% linear_module
-     def forward(self, x):
+     def forward(self, x)
