"""A notebook's parts: mappings whose keys are attributes too.

As nbformat's NotebookNode, which brings a schema's validator and all that this needs: a student's
install has none of it.
"""

from typing import Any


class NotebookNode(dict[str, Any]):
    """A notebook, a cell, an output, or metadata: `cell.source` is `cell["source"]`."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __deepcopy__(self, memo: dict[int, Any]) -> "NotebookNode":
        # What JSON can say holds nothing twice. The general way takes each node apart first.
        return from_dict(self)


def from_dict(data: dict[str, Any]) -> NotebookNode:
    """Return JSON's data with a NotebookNode in place of each mapping, all the way down."""
    return NotebookNode({key: _inside(value) for key, value in data.items()})


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return from_dict(value)
    return [_inside(one) for one in value] if isinstance(value, list) else value
