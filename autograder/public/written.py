"""An answer as a person reads it."""

from typing import Any

from autograder.kit.compare import flat

_SHOWN = 8  # numbers of an answer that are written out


def written(answer: Any) -> str:
    """Return the first numbers of an answer, all in a row, whatever holds them.

    What is expected comes as lists and what is received as tensors: so both read alike.
    """
    numbers = flat(answer)
    if numbers is None:
        return type(answer).__name__
    text = ", ".join(f"{value:.4g}" for value in numbers[:_SHOWN].tolist())
    text += ", ..." if len(numbers) > _SHOWN else ""
    return text if len(numbers) == 1 else f"[{text}]"
