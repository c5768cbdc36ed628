"""What public_checks.json tells of `training-pipeline`, worked out when a release is built.

The inputs are the public ones; the answers are those of the reference and of each hypothesis.
"""

from functools import partial

from autograder.public.table import known


def answers(public, reference, mistakes):
    """Return for each task what is known of each question of its public_checks.py."""
    tell = partial(_training, reference, mistakes)
    models = {"models": known(public.MODELS, partial(_moves, reference, updates=1))}
    return {
        "loss_and_optimizer": tell(public.LINES, public.LINES_BY_DEFAULT),
        "linear_module": {
            "outputs": known(public.OUTPUTS, _output, [("bias-missing", _output_without_bias)])
        },
        "training_loop": {
            **tell(public.TABLES, public.TABLES_BY_DEFAULT),
            **models,
            **_other_loss(public, reference),
        },
    }


def _training(reference, mistakes, problems, by_default):
    """Return what is known of the moves and the losses of one and of three updates."""
    losses = partial(_losses, reference)
    return {
        "update": _known_moves(reference, mistakes, problems, 1),
        "updates": _known_moves(reference, mistakes, problems, 3),
        "losses": known(
            problems,
            losses,
            [
                ("loss-after-update", partial(losses, first=1)),
                *(
                    ("loss-scaled", lambda given, f=f: losses({**given, "scale": f}))
                    for f in reference.CONVENTIONS
                ),
            ],
        ),
        "by_default": known(by_default, losses),
    }


def _known_moves(reference, mistakes, problems, updates):
    truth = partial(_moves, reference, updates=updates)
    hypotheses = [
        (name, lambda given, train=train: _by_update(train(given), updates))
        for name, train in mistakes.paths(reference, updates)
    ]
    return known(problems, truth, hypotheses)


def _moves(reference, given, updates):
    """Return the move of each update over the learning rate, as a list of numbers for each."""
    path = [reference.start(given)]
    for _ in range(updates):
        steps = zip(path[-1], reference.downhill(given, path[-1]), strict=True)
        path.append([before + given["learning_rate"] * step for before, step in steps])
    moves = [part for move in reference.moves(given, path) for part in move]
    return _by_update(moves, updates)


def _by_update(moves, updates):
    """Return moves, a tensor for each parameter of each update, as a list for each update."""
    each = len(moves) // updates
    by_update = (moves[at : at + each] for at in range(0, len(moves), each))
    return [[float(value) for part in move for value in part.reshape(-1)] for move in by_update]


def _losses(reference, given, first=0):
    """Return the losses, from that before update number `first` on, from 0."""
    count = given["n_iters"] + first
    return reference.train({**given, "n_iters": count})[0][first:]


def _other_loss(public, reference):
    squared = {"loss": "mse", "factor": 1.0}
    moves, losses = partial(_moves, reference, updates=1), partial(_losses, reference)
    return {
        "other_loss": known(
            public.LOSSES, moves, [("loss-ignored", lambda given: moves({**given, **squared}))]
        ),
        "other_losses": known(
            [{**given, "n_iters": 1} for given in public.LOSSES],
            losses,
            [("loss-ignored", lambda given: losses({**given, **squared}))],
        ),
    }


def _output(given):
    return _output_without_bias(given) + given["bias"]


def _output_without_bias(given):
    return given["x"] @ given["weight"].T
