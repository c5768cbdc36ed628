"""What goes wrong where the mean over samples is written as a sum: for hypotheses of any week."""

from collections.abc import Callable

import torch

Terms = torch.Tensor  # (n, ...): one term for each sample, whose mean is what is asked for


def _divided_in_each_round(terms: Terms) -> torch.Tensor:
    total = torch.zeros_like(terms[0])
    for term in terms:
        total = (total + term) / len(terms)
    return total


# A sum that is written as a loop, or whose fraction is written without brackets (`1/2*n`).
SUMS: list[tuple[str, Callable[[Terms], torch.Tensor]]] = [
    ("precedence", lambda terms: terms.sum(0) * len(terms)),
    ("precedence", lambda terms: terms.sum(0) * len(terms) / 2),
    ("precedence", lambda terms: terms.sum(0) * len(terms) / 4),
    ("last-term-only", lambda terms: terms[-1]),
    ("last-term-only", lambda terms: terms[-1] / len(terms)),
    ("return-in-loop", lambda terms: terms[0]),
    ("return-in-loop", lambda terms: terms[0] / len(terms)),
    ("divided-in-loop", _divided_in_each_round),
]
