"""What the fork server imports and runs once, so that no hand-in pays for it.

Measured in a cold child without this: the first figure 0.4 s, the first traceback 0.1 s, the first
tensor on the meta device 0.3 s. No backward pass and no thread may be started here: autograd's and
OpenMP's threads do not survive a fork.
"""

import importlib
import inspect
import random

import numpy as np
import torch

from autograder.worker.eager import leave_compiler_out
from autograder.worker.notebook import Notebook
from autograder.worker.public import stand_in

_MODULES = (
    "torch.nn.functional", "torch.utils.data", "torch.fx.experimental.symbolic_shapes",
    "sklearn.datasets", "sklearn.linear_model",
    "sklearn.metrics", "sklearn.model_selection", "sklearn.preprocessing", "scipy.special",
    "matplotlib.pyplot", "getpass", "timeit", "asyncio", "multiprocessing",
    "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PpmImagePlugin",
)  # fmt: skip

# For each of these kinds of device that has not started, torch.manual_seed queues a call, with its
# whole stack as text: 0.3 ms a time.
SEEDED_LATER = (torch.cuda.random, torch.xpu.random, torch.mtia)
# Each by itself: what fails here warms nothing, and no hand-in would tell.
CELLS = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.imshow([[0, 1]]); plt.show()",
    "import matplotlib.pyplot as plt\n"
    "_, (a, b) = plt.subplots(1, 2)\na.plot([0, 1], '--o', label='a'); a.legend()\n"
    "a.set(title='t', xlabel='x', ylabel='$y$'); b.scatter([0, 1], [0, 1]); plt.show()",
    "from sklearn.datasets import load_iris\nload_iris()",
    "def f(x):\n    return x / 0\nf(1)",
    "%time 1 + 1",
    "{'a': [1, 2]}",
)


def warm(*, cuda: bool) -> Notebook:
    """Import and exercise what hand-ins use; return the notebook that children will run in."""
    leave_compiler_out()
    for module in _MODULES:
        importlib.import_module(module)
    stand_in()
    torch.set_num_threads(1)
    if not cuda:
        _queue_nothing()
    _train_without_backward()
    notebook = Notebook()
    for source in CELLS:
        notebook.run(source, "warm", text_limit=2**20, image_limit=2**22)
    notebook.reset()
    inspect.getmodule(compile("", "<warm>", "exec"))  # it remembers where every module came from
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)
    return notebook


def _queue_nothing() -> None:
    # Without the device none of them ever starts.
    for module in SEEDED_LATER:
        setattr(module, "_lazy_call", lambda *_, **__: None)  # noqa: B010


def _train_without_backward() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
    data = torch.utils.data.TensorDataset(torch.zeros(4, 2), torch.zeros(4, 1))
    for x, y in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True):
        torch.nn.functional.mse_loss(model(x), y)
    for kind in (torch.optim.SGD, torch.optim.Adam):
        optimizer = kind(model.parameters(), lr=0.1)
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimizer.step()
        optimizer.zero_grad()
