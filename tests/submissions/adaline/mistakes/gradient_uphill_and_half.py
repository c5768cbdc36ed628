"""The positive gradient, and without the 2 of the square. diagnosis: gradient-sign"""
# %% manual_gradient
class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        e = (yhat - y)[:, None]
        return x.T @ e/len(y), e.mean().view(1)
