"""
goal: leave torch changed for everybody: default device meta, dtype, modes of functions and of dispatch left on, autocast, anomaly, hooks, deterministic
must: whatever it does to its own marks, the next hand-in is graded as any.
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


import os
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
class _Zero(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        return out.zero_() if isinstance(out, torch.Tensor) and out.is_floating_point() and "empty" in str(func) else out
class _Same(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))
torch.nn.modules.module.register_module_forward_hook(lambda m, a, out: torch.zeros_like(out))
torch.optim.optimizer.register_optimizer_step_pre_hook(lambda *a: None)
torch.autograd.set_detect_anomaly(True)
torch.use_deterministic_algorithms(True)
torch.set_default_dtype(torch.float64)
torch.set_flush_denormal(True)
torch.set_num_threads(2)
torch.backends.mkldnn.enabled = False
torch.inference_mode().__enter__()
torch.autocast("cpu").__enter__()
_Zero().__enter__(); _Same().__enter__()
torch.set_default_device("meta")
torch.manual_seed = torch.seed = None
os.environ["OMP_NUM_THREADS"] = "64"
