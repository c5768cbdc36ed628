"""The layer is made where PyTorch likes, not on the device that was asked for. diagnosis: none"""
# %% linear_model
class Adaline3(torch.nn.Module):
    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, dtype=dtype)
        with torch.no_grad():
            self.linear.weight.zero_()
            self.linear.bias.zero_()

    def forward(self, x):
        return self.linear(x).view(-1)
