"""What public_checks.json tells, worked out when a release is built. Never enters the release."""

from autograder.public.table import known


def answers(public, reference, mistakes):
    """Return for each task the answers to the public inputs, right and wrong ones."""
    gradients = known(public.PROBLEMS, reference.gradient, mistakes.GRADIENTS)
    return {"first_task": {"gradients": gradients}}
