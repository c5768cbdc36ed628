"""The class does not inherit from nn.Module. diagnosis: none"""
# %% linear_module
- class LinearRegression(nn.Module):
+ class LinearRegression(object):
-     def forward(self, x):
+     def __call__(self, x):
