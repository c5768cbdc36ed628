"""What hardly anybody needs is not imported: torch's compiler, statistics. Whoever asks gets it.

Each case has a process of its own, since what is imported once stays imported.
"""

import subprocess
import sys

import pytest
from stubbed import PATIENCE

BEGIN = """
import sys, torch
from autograder.worker.eager import leave_compiler_out
leave_compiler_out()
p = torch.nn.Parameter(torch.ones(2))

def step(kind=torch.optim.SGD):
    optimizer = kind([p], lr=0.1)
    optimizer.zero_grad()
    (p * p).sum().backward()
    optimizer.step()

def imported():
    return "torch._dynamo.eval_frame" in sys.modules
"""


def run(source):
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + source], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


ORDINARY = """
for name in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Rprop", "NAdam"):
    step(getattr(torch.optim, name))
x = torch.ones(2)
assert torch.equal(torch.func.jacrev(lambda x: x * x)(x), 2 * torch.eye(2))
assert torch.equal(torch.func.grad(lambda x: (x * x).sum())(x), 2 * x)
import inspect, io
inspect.getmodule(step.__code__)
torch.save(torch.nn.Linear(1, 1).state_dict(), io.BytesIO())
print(imported())
"""


def test_ordinary_work_leaves_the_compiler_out():
    assert run(ORDINARY) == "False\n"


@pytest.mark.parametrize(
    "source",
    [
        "assert torch._dynamo.is_compiling() is False",
        pytest.param(
            "import torch._dynamo.config as config; assert config.suppress_errors is False",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "from torch._dynamo import compiled_autograd as c; assert c.AutogradCompilerInstance",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "import torch.utils.checkpoint as c; c.checkpoint(torch.sin, p, use_reentrant=False)",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_who_asks_for_the_compiler_gets_it(source):
    assert run(f"step()\n{source}\nstep()\nprint(imported())") == "True\n"


@pytest.mark.thorough
def test_a_compiled_step_is_the_step():
    source = """
step()
before = p.detach().clone()
optimizer = torch.optim.SGD([p], lr=0.1)

@torch.compile(backend="eager")
def compiled():
    optimizer.zero_grad()
    (p * p).sum().backward()
    optimizer.step()

compiled()
assert torch.allclose(p, 0.8 * before), p
print(imported())
"""
    assert run(source) == "True\n"


@pytest.mark.thorough
def test_a_compiler_that_is_there_already_stays():
    source = """
import torch._dynamo
torch._dynamo.reset()
there = torch._dynamo
leave_compiler_out()
assert torch._dynamo is there and sys.modules["torch._dynamo"] is there
"""
    run(source)


STATISTICS = """
from autograder.worker.eager import leave_out
leave_out("scipy.stats")
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler
assert StandardScaler().fit_transform(load_iris().data).shape == (150, 4)
assert "scipy.stats._stats_py" not in sys.modules
"""


# Whoever asks first has the real one imported: one process for each way to ask.
@pytest.mark.parametrize(
    "source",
    [
        "from scipy.stats import norm; assert norm.cdf(0) == 0.5",
        pytest.param(
            "from scipy import stats; assert stats.norm.cdf(0) == 0.5",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "import scipy.stats as stats; assert stats.norm.cdf(0) == 0.5",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "import scipy.stats.distributions as d; assert d.norm.cdf(0) == 0.5",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            "from sklearn.utils.fixes import _mode\nassert _mode([1, 1, 2])[0] == 1\n"
            "assert 'norm' in dir(sys.modules['scipy.stats'])",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_scikit_learn_does_without_statistics_and_who_asks_for_them_gets_them(source):
    run(STATISTICS + source)
