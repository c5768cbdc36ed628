"""
goal: show a million rich outputs and pictures
must: output limit; finished or timeout; the trusted side stays small.
"""
import torch


class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.num_features = num_features
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        d = 2 * (yhat - y)
        return -(x.t() @ d.view(-1, 1)) / y.size(0), -d.sum() / y.size(0)


from IPython.display import HTML, Image, display
for i in range(20000):
    display(HTML("<b>x</b>" * 100))
    if i % 1000 == 0:
        display(Image(b"\x89PNG" + bytes(300000), format="png"))
