"""The bias first, then the weights. diagnosis: results-swapped; score: 97"""
# %% manual_gradient
class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        e = y - yhat
        return (2*e.mean()).view(1), 2*x.T @ e[:,None]/len(e)
