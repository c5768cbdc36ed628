"""The gradient of the bias is a float, not a tensor. diagnosis: none; score: 99"""
# %% manual_gradient
class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        e = y - yhat
        return 2*x.T @ e[:,None]/len(e), float(2*e.mean())
