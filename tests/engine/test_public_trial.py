"""What a failure in a public check shows."""

from types import SimpleNamespace

import pytest

from autograder.kit import Task
from autograder.pictures import Bars, Curves
from autograder.public.table import Table
from autograder.public.trial import PublicTrial


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (None, False),
        (Bars("the biases", ("0", "1"), (1.0, 2.0), (1.0, 2.00001)), False),
        (Bars("the biases", ("0", "1"), (1.0, 2.0), (1.0, 2.1)), True),
        (Curves("loss", "epoch", (1.0, 0.5), (1.0,)), True),
    ],
)
def test_a_picture_of_a_part_that_is_right_is_not_shown(picture, shown):
    trial = PublicTrial("task", Task(questions={}, asks={}, checks=[]), SimpleNamespace(), Table())
    assert trial.failed("the weights are wrong", picture=picture).picture == (
        picture if shown else None
    )
