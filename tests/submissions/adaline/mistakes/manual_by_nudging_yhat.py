"""Measures the slope by nudging the predictions; no forward is called. diagnosis: none"""
# %% manual_gradient
class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        h = 1e-4
        gw = torch.zeros_like(self.weight)
        for j in range(x.shape[1]):
            up = ((yhat + h * x[:, j] - y) ** 2).mean(); dn = ((yhat - h * x[:, j] - y) ** 2).mean()
            gw[j] = -(up - dn) / (2*h)
        gb = -(((yhat + h - y) ** 2).mean() - ((yhat - h - y) ** 2).mean()) / (2*h)
        return gw, gb.view(1)
