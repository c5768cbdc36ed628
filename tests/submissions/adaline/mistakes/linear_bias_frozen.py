"""The bias starts at zero and does not require a gradient. diagnosis: bias-frozen"""
# %% linear_model
class Adaline3(torch.nn.Module):
    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        with torch.no_grad():
            self.linear.weight.zero_()
            self.linear.bias.zero_()
        self.linear.bias.requires_grad_(False)

    def forward(self, x):
        return self.linear(x).view(-1)
