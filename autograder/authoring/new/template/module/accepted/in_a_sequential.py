"""The layer in nn.Sequential."""
# %% first_task
class LinearModel(nn.Module):
    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(num_features, 1, device=device, dtype=dtype), nn.Flatten(0))

    def forward(self, x):
        return self.layers(x)
