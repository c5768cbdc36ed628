"""Task backward_loop: `train_backward`, on models of ours."""

import pytest

from autograder.errors import CheckFailed
from autograder.kit import expect_numbers, first_difference
from autograder.kit.compare import loss_curves
from autograder.kit.hidden import beside, loop_grader

reference = beside(__file__, "reference")

grader = loop_grader("backward_loop", reference.TRAINER, shown=reference.iris)


@pytest.mark.task("backward_loop")
@pytest.mark.points(2)
@pytest.mark.requires("test_one_step", "test_history")
def test_stated_accuracy(trial, devices, targets):
    """With the default settings, training on Iris reaches the stated losses and accuracies"""
    for device in devices:
        (told,) = trial.ask([reference.iris()], "trained", device)
        # It need not be as stated where all is right here: that model is of another task.
        if reference.reaches(told, targets) and has_stated_costs(told.get("costs")):
            continue
        (record,) = trial.ask([reference.iris()], device=device)
        try:
            expect_stated_costs(record["said"])
        except CheckFailed:
            trial.look("defaults")  # which may know why
            raise
        reference.expect_accuracies(reference.predictions(record["parameters"]), targets)


def has_stated_costs(said):
    """Whether a training returned the stated costs."""
    try:
        expect_stated_costs(said)
    except CheckFailed:
        return False
    return True


def expect_stated_costs(said):
    """Raise CheckFailed unless a training returned the stated costs."""
    what, stated = "what `train_backward` returns", reference.TRAINER.losses(reference.iris())
    costs = expect_numbers(said, what, len(stated), each="epoch")
    parted = first_difference(costs, stated)
    if parted is not None:
        raise CheckFailed(
            "with the default arguments the costs on Iris are not the stated ones",
            hint="Which defaults does the signature state?",
            evidence={"first differs in epoch": parted, **loss_curves(costs, stated)},
        )
