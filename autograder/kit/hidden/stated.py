"""The results that a course states: accuracies on a well-known data set, in per cent.

Its data are read from scikit-learn's own files: to import it would take 0.8 s of each start of a
grader.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch

from autograder.errors import CheckFailed


def sklearn_table(name: str, *, skiprows: int = 0) -> torch.Tensor:
    """Return the numbers of scikit-learn's file of this name, "digits.csv.gz", as float32."""
    spec = find_spec("sklearn")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"scikit-learn, whose {name} is graded on, is missing")
    file = Path(spec.origin).parent / "datasets" / "data" / name
    return torch.tensor(np.loadtxt(file, delimiter=",", dtype=np.float32, skiprows=skiprows))


def expect_stated(
    trial: Any,
    devices: Sequence[str],
    targets: Any,
    data: Mapping[str, torch.Tensor],
    train: Callable[[str], Any],
) -> None:
    """Raise CheckFailed unless the classes that a model reads are right as often as is stated.

    `data` holds x, y, x_test and y_test. It is the model that the notebook's own cells trained (the
    ask "trained"), or else the one of `train(device)`; both tell classes by the names of the data.
    """
    for device in devices:
        (told,) = trial.ask([dict(data)], "trained", device)
        if not _reaches(told, data, targets) and not _reaches(train(device), data, targets):
            raise CheckFailed(f"it does not reach {targets.train} % and {targets.test} %")


def _reaches(told: Any, data: Mapping[str, torch.Tensor], targets: Any) -> bool:
    names = (("x", "y"), ("x_test", "y_test"))
    return [_percent(told.get(x), data[y]) for x, y in names] == [targets.train, targets.test]


def _percent(read: Any, y: torch.Tensor) -> float:
    if not isinstance(read, torch.Tensor) or read.shape != y.shape:
        return 0.0
    return round(100 * float((read == y).double().mean()), 2)
