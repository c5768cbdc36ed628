"""What is made ready for a class, once many have come: no hand-in can tell."""

import pytest

from autograder.model import Limits
from autograder.sandbox import Sandbox
from autograder.worker.server import _SOME

# Each cell by itself, as notebooks have them.
CELLS = (
    "import sys, warnings\nprint('sympy' in sys.modules)",
    "import matplotlib as mpl, matplotlib.pyplot as plt, numpy as np, torch\n"
    "print(sorted(mpl.rcParams.items()), mpl.get_backend(), plt.get_fignums())",
    "print(warnings.filters)",
    "print(torch.rand(3), np.random.rand(3), np.geterr(), torch.is_grad_enabled())",
    "plt.plot([1, 2, 3], label='$y$'); plt.legend();",
    "%matplotlib inline\nplt.imshow([[0, 1], [1, 0]]);",
    "from sklearn.datasets import load_iris\nprint(load_iris().data[:2])",
    "print({name: [f.__qualname__ for f in found]"
    " for name, found in get_ipython().events.callbacks.items()})",
    "torch.ones(2, device='meta') * torch.ones(2, device='meta')",
    "1 / 0",
    "print(sorted(name for name in globals() if not name.startswith('_i')), Out.keys())",
)


@pytest.fixture(scope="module")
def lives():
    """The outputs of the same cells in the first two hand-ins of a class, and in two later ones."""
    seen = []
    with Sandbox(Limits()) as sandbox:
        sandbox.close()
        sandbox.expect("".join(CELLS))
        for number in range(_SOME + 2):
            with sandbox.open() as session:
                if number in range(2, _SOME):
                    continue
                seen.append([session.run_cell(cell, "c", seconds=60).outputs for cell in CELLS])
    return seen


def test_it_is_made_ready_for_many(lives):
    said = [outputs[0][0]["text"] for outputs in lives]
    assert said == ["False\n", "False\n", "True\n", "True\n"]


@pytest.mark.parametrize("place", range(1, len(CELLS)))
def test_every_submission_sees_the_same(lives, place):
    first, *others = (outputs[place] for outputs in lives)
    assert first
    for other in others:
        assert other == first
