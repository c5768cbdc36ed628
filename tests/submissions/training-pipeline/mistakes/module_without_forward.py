"""forward is misspelt, so the module has none.

diagnosis: none
fails: linear_module
"""

# %% linear_module

class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__()
        self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)

    def foward(self, x):
        return self.linear(x)
