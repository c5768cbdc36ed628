"""What a check can draw where its inputs are public: what was expected beside what came."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Bars:
    """Two groups of bars, one pair for each label: what was expected and what came."""

    title: str
    labels: tuple[str, ...]
    expected: tuple[float, ...]
    received: tuple[float, ...]


@dataclass(frozen=True)
class Curves:
    """Two curves over 1, 2, 3, ...: what was expected and what came; `steps` names the axis."""

    title: str
    steps: str
    expected: tuple[float, ...]
    received: tuple[float, ...]


Picture: TypeAlias = Bars | Curves
