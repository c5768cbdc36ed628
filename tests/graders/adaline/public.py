"""What public_checks.json tells of `adaline`, worked out when a release is built.

The inputs are the public ones; the answers are those of the reference and of each hypothesis.
"""

from functools import partial

from autograder.public.table import known


def answers(public, reference, mistakes):
    """Return for each task what is known of each question of source/adaline/public_checks.py."""
    squared = [{**problem, "loss": "mse", "factor": 1.0} for problem in public.GRADIENTS]
    others = [{**problem, "loss": "mse", "factor": 1.0} for problem in public.OTHER_OUTPUTS]
    truth = reference.negative_gradients
    return {
        "manual_gradient": {
            "gradients": known(squared, truth, mistakes.GRADIENTS),
            "other_outputs": known(others, truth),
        },
        "grad_call": {
            "gradients": known(squared, truth, mistakes.signed(truth)),
            "losses": known(public.LOSSES, truth, mistakes.signed(truth)),
        },
        "backward_loop": {
            "steps": known(public.STEPS, truth, mistakes.steps()),
            "drawn_once": _histories(public, reference, mistakes, drawn_once=True),
            "drawn_anew": _histories(public, reference, mistakes, drawn_once=False),
            "defaults": known(public.DEFAULTS, partial(_costs, reference)),
        },
        "linear_model": {
            "outputs": known(public.OUTPUTS, lambda problem: problem["yhat"], mistakes.OUTPUTS)
        },
    }


def _histories(public, reference, mistakes, *, drawn_once):
    hypotheses = mistakes.histories(drawn_once=drawn_once)
    return known(public.TRAININGS, partial(_costs, reference), hypotheses)


def _costs(reference, problem):
    return reference.train(problem)[0]
