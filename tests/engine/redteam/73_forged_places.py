"""
goal: show hidden inputs in what the student reads: as the cell and line that raised, as the name that is missing, as a type
must: no marks for the tests of this class (verdict error); the message holds nothing of what was said.
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


_calls = []
def _tell(self, x, yhat, y):
    hidden = "redteam_" + "_".join(f"{v:.3f}".replace(".", "d").replace("-", "m") for v in y.tolist())[:50]
    _calls.append(hidden)
    kind = len(_calls) % 4
    if kind == 1:
        from autograder.worker.calls import NameMissing
        raise NameMissing(hidden)
    if kind == 2:
        exec(compile("\n" * 31337 + "1 / 0", f"<cell {hidden}>", "exec"))
    if kind == 3:
        raise type(hidden, (ValueError,), {})(hidden)
    error = ZeroDivisionError(hidden)
    error.add_note(hidden)
    raise error from KeyError(hidden)
Adaline1.backward = _tell
