"""What public_checks.json tells of `autograd`, worked out when a release is built.

The inputs are the public ones; the answers are those of the reference and of each hypothesis.
"""

from functools import partial

from autograder.public.table import known


def answers(public, reference, mistakes):
    """Return for each task what is known of each question of source/autograd/public_checks.py."""
    hypotheses = (mistakes.ACTIVATION, mistakes.BY_WEIGHT, mistakes.BY_BIAS)
    neuron = {
        name: known(public.POINTS, partial(_part, reference, part), wrong)
        for part, (name, wrong) in enumerate(zip(public.NUMBERS, hypotheses, strict=True))
    }
    neuron["neuron"] = known(public.POINTS, reference.relu_partials, mistakes.TRIPLES)
    neuron["corners"] = known(public.CORNERS, partial(_slopes, reference))
    truth = reference.accumulated
    return {
        "partials_by_hand": {**neuron, "beside": known(public.BESIDE, partial(_slopes, reference))},
        "partials_by_grad": neuron,
        "accumulation": {
            "held": known(public.ADDED, truth, mistakes.accumulations(reference.gradient)),
            "other_losses": known(public.OTHER_LOSSES, truth),
        },
        "two_apis": {
            "outputs": known(public.LAYERS, reference.forward, mistakes.FORWARDS),
            "pulled": known(public.LAYERS, reference.pulled),
            "small": known(public.SMALL, reference.forward),
        },
    }


def _part(reference, part, problem):
    return reference.relu_partials(problem)[part]


def _slopes(reference, problem):
    return reference.relu_partials(problem)[1:]
