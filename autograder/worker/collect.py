"""The outputs of one cell as nbformat dictionaries, capped while they are written."""

import io
from typing import Any

from autograder.worker.faults import clean

ERROR_LIMIT = 20_000  # characters of one traceback
_COUNT_LIMIT = 500  # outputs of one cell
_BINARY = ("image/png", "image/jpeg", "image/gif", "application/pdf")


class Collector:
    """Collects what a cell shows while `active`; drops everything at other times."""

    def __init__(self) -> None:
        self.active = False
        self.outputs: list[dict[str, Any]] = []
        self._text_left = 0
        self._image_left = 0
        self._clear_first = False
        self.dropped = False

    def begin(self, text_limit: int, image_limit: int) -> None:
        """Start collecting for a new cell; the limits are in characters."""
        self.outputs = []
        self._text_left, self._image_left = text_limit, image_limit
        self.dropped = self._clear_first = False
        self.active = True

    def end(self) -> list[dict[str, Any]]:
        """Stop collecting and return the outputs."""
        self.active = False
        outputs, self.outputs = self.outputs, []
        for output in outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return outputs

    def stream(self, name: str, text: str) -> None:
        """Add text of stdout or stderr."""
        if not self.active or not text:
            return
        text = clean(text, max(self._text_left, 0))
        if not text or not self._room():
            self.dropped = True
            return
        self._text_left -= len(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def rich(self, kind: str, data: Any, count: int | None) -> None:
        """Add a display_data or execute_result with those representations that fit."""
        if not self.active or not self._room():
            self.dropped = self.dropped or self.active
            return
        bundle = {}
        for mime, value in dict(data).items():
            text = self._fitting(str(mime), value)
            if text is not None:
                bundle[clean(str(mime), 100)] = text
        if bundle:
            output: dict[str, Any] = {"output_type": kind, "data": bundle, "metadata": {}}
            if kind == "execute_result":
                output["execution_count"] = count
            self.outputs.append(output)

    def error(self, name: str, text: str, trace: list[str]) -> None:
        """Add an error output; always let through, within a limit of its own."""
        if self.active:
            left = ERROR_LIMIT
            kept = []
            for line in trace:
                kept.append(clean(str(line), left))
                left -= len(kept[-1])
            self.outputs.append(
                {"output_type": "error", "ename": name, "evalue": text, "traceback": kept}
            )

    def clear(self, wait: bool) -> None:
        """Forget what was shown, now or when the next output comes."""
        if wait:
            self._clear_first = True
        else:
            self.outputs.clear()

    def _room(self) -> bool:
        if self._clear_first:
            self._clear_first = False
            self.outputs.clear()
        return len(self.outputs) < _COUNT_LIMIT

    def _fitting(self, mime: str, value: Any) -> str | None:
        if isinstance(value, bytes):
            import base64

            value = base64.b64encode(value).decode()
        if not isinstance(value, str):
            return None
        text = str.__str__(value)
        left = self._image_left if mime in _BINARY else self._text_left
        if len(text) > left:
            self.dropped = True
            return None
        if mime in _BINARY:
            self._image_left -= len(text)
        else:
            self._text_left -= len(text)
        return clean(text, len(text))


class Stream(io.TextIOBase):
    """What students' code sees as sys.stdout or sys.stderr."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, collector: Collector, name: str, fd: int) -> None:
        self._collector, self._name, self._fd = collector, name, fd

    @property
    def name(self) -> str:
        """The name as a file has it."""
        return f"<{self._name}>"

    def write(self, text: str) -> int:
        """Add text to the cell's outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._collector.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """The file descriptor, which leads to /dev/null; subprocess and faulthandler ask for it."""
        return self._fd
