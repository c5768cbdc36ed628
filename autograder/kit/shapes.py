"""What other shapes than those that were asked for tell of a module."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from autograder.kit.parts import Shape

Size = tuple[int, ...]


def canonical(size: Size) -> Size:
    """Return a shape such that a matrix and its transpose, a row and a vector have the same."""
    return tuple(sorted(one for one in size if one != 1))


def why_these_layers(layers: str, wanted: Sequence[Sequence[int]]) -> str | None:
    """Return the diagnosis of other layers, where one was asked for."""
    if len(wanted) == 1 and layers == f"{wanted[0][0]}->{wanted[0][0]}":
        return "output-per-feature"
    held = sorted(layers.split(", "))
    exchanged = any(
        held == sorted(f"{a}->{b}" for a, b in some) and sorted(some) != sorted(map(tuple, wanted))
        for some in product(*((tuple(one), tuple(one)[::-1]) for one in wanted))
    )
    return "weight-transposed" if exchanged else None


def why_this_shape(found: Size, wanted: Size, x: Size) -> str | None:
    """Return the diagnosis of an output of another shape."""
    if found != wanted and [s for s in found if s != 1] == [s for s in wanted if s != 1]:
        return "squeezed-away" if len(found) < len(wanted) else "broadcast-loss"
    return "output-per-feature" if found == x != wanted else None


def why_these_parameters(
    found: Sequence[Size],
    patterns: Mapping[str, Shape],
    wanted: Mapping[str, Size],
    of_one_output: Mapping[str, Size],
) -> str | None:
    """Return the diagnosis of parameters of other shapes, `found` in canonical form and sorted.

    They may be those `of_one_output`, where there should be one for each class.
    """
    if found == sorted(map(canonical, of_one_output.values())):
        return "one-output"
    vectors = {pattern: name for name, pattern in patterns.items() if len(pattern) == 1}
    # A layer whose inputs and outputs are exchanged has a bias of the other size.
    turned = [
        (vectors[pattern[:1]], (wanted[name][1],))
        for name, pattern in patterns.items()
        if len(pattern) == 2 and pattern[:1] in vectors
    ]
    exchanged = any(
        found == sorted(map(canonical, {**wanted, **dict(some)}.values()))
        for count in range(len(turned))
        for some in combinations(turned, count + 1)
    )
    return "weight-transposed" if exchanged else None
