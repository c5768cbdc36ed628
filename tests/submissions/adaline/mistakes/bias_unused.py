"""forward multiplies by the layer's weight and leaves its bias out. diagnosis: bias-missing"""
# %% linear_model
class Adaline3(torch.nn.Module):
    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        with torch.no_grad():
            self.linear.weight.zero_()
            self.linear.bias.zero_()

    def forward(self, x):
        return (x @ self.linear.weight.T).view(-1)
