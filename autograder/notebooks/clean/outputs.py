"""What code cells showed, as outputs of a notebook that nothing acts in."""

from collections.abc import Iterable, Mapping
from typing import Any

from autograder.notebooks.clean.html import cost, html
from autograder.notebooks.clean.markdown import markdown
from autograder.notebooks.clean.pictures import KINDS, picture
from autograder.notebooks.clean.text import line, text

# In one notebook, so that many outputs cannot take what one may not.
_MOST_TAGS = 40_000
_MOST_MARKS = 60_000
_MOST_NAMED = 5


class Outputs:
    """Cleans the outputs of one notebook, cell after cell."""

    def __init__(self) -> None:
        self._tags_left = _MOST_TAGS
        self._marks_left = _MOST_MARKS

    def clean(self, outputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the outputs of a cell, cleaned; those of no known type are left out."""
        cleaned = (self._output(output) for output in outputs)
        return [output for output in cleaned if output is not None]

    def _output(self, output: Mapping[str, Any]) -> dict[str, Any] | None:
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output["name"] == "stderr" else "stdout"
            return {"output_type": kind, "name": name, "text": text(output["text"])}
        if kind == "error":
            return {
                "output_type": kind,
                "ename": line(output["ename"], 200),
                "evalue": text(output["evalue"], colours=False),
                "traceback": [text(part) for part in output["traceback"]],
            }
        if kind not in ("display_data", "execute_result"):
            return None
        # Metadata can isolate, trust, resize: none stays.
        clean = {"output_type": kind, "data": self._bundle(output["data"]), "metadata": {}}
        if kind == "execute_result":
            clean["execution_count"] = output.get("execution_count")
        return clean

    def _bundle(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Return the inert ones of an output's representations; its text names the others."""
        kept: dict[str, str] = {}
        dropped: list[str] = []
        for mime, value in data.items():
            clean = self._representation(mime, value)
            if clean is None:
                dropped.append(line(mime, 60))
            else:
                kept[mime] = clean
        if dropped:
            more = ["..."] if len(dropped) > _MOST_NAMED else []
            note = f"[not shown here: {', '.join(dropped[:_MOST_NAMED] + more)}]"
            plain = kept.get("text/plain")
            kept["text/plain"] = f"{plain}\n{note}" if plain else note
        return kept

    def _representation(self, mime: str, value: Any) -> str | None:
        """Return one representation of an output, cleaned, or None where it cannot be shown."""
        if not isinstance(value, str):
            return None
        if mime == "text/plain":
            return text(value)
        if mime == "text/html":
            tags, marks = cost(value)
            self._tags_left -= tags
            self._marks_left -= marks
            return html(value) if min(self._tags_left, self._marks_left) >= 0 else None
        if mime in ("text/markdown", "text/latex"):
            # VS Code reads LaTeX as markdown.
            return markdown(value)
        return picture(mime, value) if mime in KINDS else None
