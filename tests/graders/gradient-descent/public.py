"""What public_checks.json tells of `gradient-descent`, worked out when a release is built.

The inputs are the public ones; the answers are those of the reference and of each hypothesis. A
loop may call the functions of public_checks.py's own or write any of them out: there is one right
answer for each mixture, and a mistake stands there for each mixture that it can be made in.
"""

from autograder.public.table import Known, known


def answers(public, reference, mistakes):
    """Return for each task what is known of the questions of source/.../public_checks.py."""
    return {
        "forward_and_loss": {
            "predictions": known(public.PROBLEMS, _prediction),
            "predictions_of_sizes": known(public.SIZES, _prediction),
            "losses": known(public.PROBLEMS, _loss(reference), mistakes.losses()),
            "losses_of_sizes": known(public.SIZES, _loss(reference)),
        },
        "manual_gradient": {
            "slopes": known(public.PROBLEMS, _slope(reference), mistakes.gradients()),
            "slopes_of_sizes": known(public.SIZES, _slope(reference)),
        },
        "training_loop": _loop(
            public, "numpy", reference, mistakes.train,
            reference.versions, reference.CHOICES, mistakes.of_the_formula,
        ),
        "autograd_loop": _loop(
            public, "autograd", reference, mistakes.train,
            reference.versions_by_autograd, reference.CHOICES_BY_AUTOGRAD, mistakes.of_the_engine,
        ),
        "find_the_bug": {"slopes": known(public.FACTORS, _slope(reference))},
    }  # fmt: skip


def _prediction(given):
    return given["w"] * given["x"]


def _loss(reference):
    return lambda given: float(reference.squared_error(*reference.double(given)[1:]))


def _slope(reference):
    return lambda given: float(reference.slope_of_loss(*reference.double(given)))


def _loop(public, name, reference, mistaken, versions, choices, hypotheses):
    def right(given, place):
        version = list(versions(given))[place]
        settings = {"rate": given["learning_rate"], "n_iters": given["n_iters"]}
        return reference.train(given, version, **settings)

    def wrong(given, place, which):
        _, version, changes = list(hypotheses(list(versions(given))[place]))[which]
        return mistaken(given, version, **changes)

    first = next(iter(versions(public.TRAININGS[0])))
    names = [name for name, *_ in hypotheses(first)]
    places = range(len(choices))
    forms = [
        (name, lambda given, place=place, which=which: wrong(given, place, which))
        for which, name in enumerate(names)
        for place in places
    ]
    mixtures = {
        f"mixture_{''.join(map(str, chosen))}": known(
            public.TRAININGS, lambda given, place=place: right(given, place)
        )
        for place, chosen in enumerate(choices)
    }
    told = known(public.TRAININGS, lambda given: right(given, 0), forms)
    return {
        **mixtures,
        "mistakes": _telling(told, mixtures.values(), public.DEFAULTS[name][0]["n_iters"]),
        "defaults": known(
            public.DEFAULTS[name], lambda given: [right(given, place)[0] for place in places]
        ),
    }


def _telling(told, mixtures, longest):
    """Return what is known without what is right in a mixture, and without needless length.

    No one writes more iterations by mistake than the loop's default, and they would fill the file.
    """
    right = {one.truth for one in mixtures}
    return Known(
        told.truth,
        tuple(
            (name, given)
            for name, given in told.mistakes
            if given not in right and all(len(losses) <= longest for _, losses in given)
        ),
    )
