"""What runs beside a student's nn.Module: builds it, gives it parameters, passes x through it.

A problem says how a model is built (`arguments`, `options`, `dtype`) and, where it is to compute,
holds `x` and the parameters by name. Nothing here makes a layer, and nothing judges one.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch

from autograder.kit.asking import LOSSES, Ask, Problem, Record, on, on_device

KINDS: dict[str, Mapping[str, type]] = {
    "built": {
        "is_module": bool, "trainable": bool, "frozen": str, "on_device": bool,
        "heeds_device": bool, "layers": str, "parameters": list,
    },
    "passed": {
        "filled": bool, "recorded": bool, "on_device": bool, "answer": object, "grads": list,
    },
    "in_modes": {"evaluated": list, "trained": list},
}  # fmt: skip
MODES = (False, False, True, True, False)  # training mode or not, of the answers of one model


def module_asks(name: str, parameters: Sequence[str]) -> dict[str, Ask]:
    """Return what can be asked of the notebook's class `name`, whose parameters have these names.

    built     what a fresh model holds: its parameters; its layers as "3->4, 4->1"; of those that
              are `frozen` the number of dimensions, as "1 2"; whether its parameters are on another
              device, if that is asked for
    passed    with given parameters: the answer for x, and what a loss of it leaves in `.grad`
    in_modes  with given parameters: three answers in eval mode, the last one after training mode,
              and two in training mode
    """
    told = {"built": _built, "passed": _passed, "in_modes": _in_modes}
    return {how: partial(_asked, name, parameters, tell) for how, tell in told.items()}


def ignored(kind: Callable[..., Any], like: torch.Tensor) -> str:
    """Return "device" or "dtype", whichever kind(device=..., dtype=...) does not heed, or ""."""
    built = kind(device=like.device, dtype=like.dtype)
    if any(tensor.dtype != like.dtype for tensor in _held(built)):
        return "dtype"
    heeds = heeds_device(lambda device: kind(device=device, dtype=like.dtype))
    return "" if heeds else "device"


def heeds_device(build: Callable[[torch.device], Any]) -> bool:
    """Whether the tensors of a model, or of an object that holds some, are where it is built for.

    That is "meta", which needs no GPU and where tensors have no numbers: a constructor that needs
    some raises, and that is no fault.
    """
    try:
        return all(tensor.is_meta for tensor in _held(build(torch.device("meta"))))
    except Exception:
        return True


def _held(built: Any) -> list[torch.Tensor]:
    if isinstance(built, torch.nn.Module):  # a buffer that counts something has whole numbers
        buffers = (buffer for buffer in built.buffers() if buffer.is_floating_point())
        return [*built.parameters(), *buffers]
    return [tensor for tensor in vars(built).values() if isinstance(tensor, torch.Tensor)]


# How a parameter's shape may be the one that is wanted, the likeliest first.
_FITS: tuple[Callable[[tuple[int, ...], tuple[int, ...]], bool], ...] = (
    lambda one, other: one == other,
    lambda one, other: len(one) == 2 and one == other[::-1],
    lambda one, other: math.prod(one) == math.prod(other),
)


def matched(found: Sequence[Sequence[int]], wanted: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Return where in `found` each wanted shape is: as it is, transposed, or with so many numbers.

    Each place belongs to one name at most; a name that fits nowhere is left out.
    """
    places: dict[str, int] = {}
    for fits in _FITS:
        for name, shape in wanted.items():
            free = (p for p in range(len(found)) if p not in places.values())
            place = next((p for p in free if fits(tuple(found[p]), tuple(shape))), None)
            if name not in places and place is not None:
                places[name] = place
    return places


def oriented(parameter: torch.Tensor, shape: Sequence[int]) -> torch.Tensor:
    """Return a parameter that was `matched` with a shape in this shape, a view of it."""
    own, wanted = tuple(parameter.shape), tuple(shape)
    return parameter.T if own != wanted and own == wanted[::-1] else parameter.view(wanted)


class _Order:
    """A problem, and how the student's class is built for it."""

    def __init__(self, kind: Any, names: Sequence[str], given: Problem, device: str) -> None:
        self.given, self.device = on(device, given), device
        self._kind, self._names = kind, names

    def built(self, device: torch.device | None = None) -> Any:
        given = self.given
        dtype = getattr(torch, given["dtype"])
        settings = {"device": device or torch.device(self.device), "dtype": dtype}
        return self._kind(*given["arguments"], **given.get("options", {}), **settings)

    def filled(self) -> tuple[Any, bool]:
        """Return a model with the problem's parameters, and whether each of its own is one."""
        model = self.built()
        parameters = list(model.parameters())
        wanted = {name: self.given[name].shape for name in self._names}
        places = matched([parameter.shape for parameter in parameters], wanted)
        with torch.no_grad():
            for name, place in places.items():
                oriented(parameters[place], wanted[name]).copy_(self.given[name])
        return model, len(places) == len(parameters)


def _asked(
    name: str,
    parameters: Sequence[str],
    tell: Callable[[_Order], Record],
    notebook: Any,
    problems: Sequence[Problem],
    device: str,
) -> list[Record]:
    kind, found = getattr(notebook, name), []
    for given in problems:
        with torch.enable_grad():  # which an earlier call may have left off
            found.append(tell(_Order(kind, parameters, given, device)))
    return found


def _built(order: _Order) -> Record:
    model = order.built()
    is_module = isinstance(model, torch.nn.Module)
    parameters = list(model.parameters()) if is_module else []
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)] if is_module else []
    return {
        "is_module": is_module,
        "trainable": all(p.is_leaf and p.requires_grad for p in parameters),
        "frozen": " ".join(str(p.dim()) for p in parameters if not p.requires_grad),
        "on_device": on_device(parameters, order.device),
        "heeds_device": heeds_device(order.built),
        "layers": ", ".join(f"{layer.in_features}->{layer.out_features}" for layer in layers),
        "parameters": parameters,
    }


def _passed(order: _Order) -> Record:
    model, filled = order.filled()
    answer = model.eval()(order.given["x"])
    recorded = isinstance(answer, torch.Tensor) and answer.requires_grad
    if recorded:
        _differentiate(answer, order.given.get("y"))
    return {
        "filled": filled,
        "recorded": recorded,
        "on_device": on_device(answer, order.device),
        "answer": answer,
        "grads": [parameter.grad for parameter in model.parameters()],
    }


def _differentiate(answer: torch.Tensor, y: torch.Tensor | None) -> None:
    """Walk back from the squared error of an answer, to y or to zeros."""
    wanted = torch.zeros_like(answer) if y is None else y
    # Cut to as many, so that a wrong shape is not charged a second time.
    both = [part.reshape(-1)[: wanted.numel()] for part in (answer, wanted)]
    LOSSES["mse"](*both).backward()  # type: ignore[no-untyped-call]


def _in_modes(order: _Order) -> Record:
    model, _ = order.filled()
    answers = [(mode, model.train(mode)(order.given["x"])) for mode in MODES]
    return {
        "evaluated": [answer for mode, answer in answers if not mode],
        "trained": [answer for mode, answer in answers if mode],
    }
