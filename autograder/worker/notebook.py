"""IPython's shell as a kernel would run it, without a kernel's sockets, threads or history.

Magics, `!`, display, rich results, figures at the end of a cell and top-level await work as
students know them. What would wait for a person raises at once.
"""

import ast
import builtins
import getpass
import inspect
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import invalidate_caches
from types import TracebackType
from typing import Any, NoReturn

from IPython.core import ultratb
from IPython.core.autocall import ExitAutocall
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type, default
from traitlets.config import Config

from autograder.worker import engine, faults
from autograder.worker.collect import Collector, Stream
from autograder.worker.definitions import Definitions, Role
from autograder.worker.packages import install_nothing, installs

_NO_INPUT = "input cannot be answered while the notebook is graded"


class _Compiler(CachingCompiler):
    """Names each cell's code after its id, so that a traceback tells which cell it was."""

    cell_id = ""
    blank_lines = 0  # at the head of the cell; IPython drops them, which shifts every line number
    parsed: tuple[str, ast.AST] = ("", ast.Module([], []))  # what `transform_cell` has read already

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        if filename.startswith(faults.CELL_PREFIX):
            if self.parsed[0] == source and not self.blank_lines:
                return self.parsed[1]
            source = "\n" * self.blank_lines + source
        return super().ast_parse(source, filename, symbol)

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        return super().cache("\n" * self.blank_lines + transformed_code, number, raw_code)

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        return faults.cell_file(self.cell_id)

    def format_code_name(self, name: str) -> tuple[str, str] | None:
        if name.startswith(faults.CELL_PREFIX):
            return "Cell", name[len(faults.CELL_PREFIX) : -1]
        return None


class _Hook(DisplayHook):
    """Shows a cell's last expression."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ARG002
        self.shell.collector.rich("execute_result", format_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Shows what display() and figures send."""

    def publish(  # type: ignore[override]  # the keywords beyond these two mean nothing here
        self,
        data: Any,
        metadata: Any = None,  # noqa: ARG002
        **_: Any,
    ) -> None:
        self.shell.collector.rich("display_data", data, None)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.collector.clear(wait)


class _Tracebacks(ultratb.AutoFormattedTB):
    """Tracebacks as IPython shows them, with their lines as they stand in the file.

    IPython would take each file that a frame is in apart, to choose and to colour the lines that
    belong together: half a second for a mistake that shows itself inside matplotlib.
    """

    def get_records(
        self,
        etb: TracebackType,
        context: int,
        tb_offset: int,  # noqa: ARG002
    ) -> list[Any]:
        records = []
        step: TracebackType | None = etb
        while step is not None:
            frame, code = step.tb_frame, step.tb_frame.f_code
            if not str(frame.f_globals.get("__name__")).startswith("IPython."):
                at = (code.co_filename, step.tb_lineno, frame, code)
                records.append(ultratb.FrameInfo("", *at, context=context))  # type: ignore[attr-defined]
            step = step.tb_next
        return records


class _Exit(ExitAutocall):
    """What `exit` and `quit` are: a kernel's would end the kernel."""

    def __call__(self, *_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("exit() cannot be used while the notebook is graded")


class _Shell(InteractiveShell):
    """The shell; knows the collector of the notebook."""

    compiler_class = Type(_Compiler)
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    collector = Collector()

    @default("exiter")  # type: ignore[untyped-decorator]
    def _exit(self) -> _Exit:
        return _Exit(self)  # type: ignore[no-untyped-call]

    def init_traceback_handlers(self, custom_exceptions: Any) -> None:
        super().init_traceback_handlers(custom_exceptions)
        # How it is made differs from version to version of IPython. Version 7 (Colab's, in a
        # student's own check, which shows no traceback) knows no FrameInfo.
        if hasattr(ultratb, "FrameInfo"):
            self.InteractiveTB.__class__ = _Tracebacks

    def transform_cell(self, raw_cell: str) -> str:
        # IPython takes every cell apart, token by token, in search of magics. There are none in
        # what Python itself can read, but for a prompt that was copied along with the code.
        try:
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always")
                tree = ast.parse(raw_cell)
            plain = raw_cell[:1].strip() != "" and "In [" not in raw_cell
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            plain = False
        if not plain:
            return str(super().transform_cell(raw_cell))  # type: ignore[no-untyped-call]
        source = raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"
        if not said:  # else the cell is read once more, to say it to the student
            self.compile.parsed = (source, tree)
        return source

    def system(self, cmd: str) -> None:
        """Run a command line (`!ls`); one that would install something only says so."""
        if not installs(cmd):
            super().system(cmd)  # type: ignore[no-untyped-call]

    def enable_gui(self, gui: Any = None) -> None:
        """Start no window system's loop: there is none, and `%matplotlib inline` needs none."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:  # noqa: ARG002
        """Show plots in the notebook, also where a window or a widget was asked for."""
        chosen: tuple[str | None, str] = super().enable_matplotlib("inline")  # type: ignore[no-untyped-call]
        return chosen

    def should_run_async(self, raw_cell: str, **known: Any) -> bool:
        # IPython compiles every cell once more to find out whether it awaits something.
        asks = "await" in raw_cell or "async" in raw_cell
        return asks and bool(super().should_run_async(raw_cell, **known))

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        known: Any = exc_tuple or sys.exc_info()
        etype, value, trace = known
        try:
            super().showtraceback((etype, value, faults.shortened(trace)), *args, **kwargs)
        except BaseException:  # from the exception's own methods; `run` shows it plainly
            return

    @contextmanager
    def _tee(self, channel: str) -> Iterator[None]:  # noqa: ARG002
        # IPython would keep all that a cell prints, past every limit of ours, for its history.
        yield

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
        # For a history that nobody keeps, IPython formats each traceback a second time.
        return {"ename": "", "evalue": "", "traceback": []}

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:  # noqa: ARG002
        told = faults.describe(evalue)
        self.collector.error(told["type"], told["text"], "\n".join(stb).split("\n"))


class Notebook:
    """A shell that runs cells and hands back their outputs."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.autocall = 0
        # Without "tight", which draws each figure twice, the first time only to measure it.
        config.InlineBackend.print_figure_kwargs = {"bbox_inches": None}
        self.shell: Any = _Shell.instance(config=config)
        self.collector: Collector = self.shell.collector
        install_nothing(self.shell)
        sys.stdout = Stream(self.collector, "stdout", 1)
        sys.stderr = Stream(self.collector, "stderr", 2)
        builtins.input = getpass.getpass = _refuse_input
        sys.breakpointhook = _refuse_breakpoint
        self._definitions = Definitions(self.namespace, {})

    @property
    def namespace(self) -> dict[str, Any]:
        """The notebook's global names."""
        names: dict[str, Any] = self.shell.user_ns
        return names

    def reset(self) -> None:
        """Forget every cell that was run."""
        self.shell.reset(new_session=True)
        self.shell.execution_count = 1
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            if hasattr(sys, name):
                delattr(sys, name)

    def expect(self, roles: Mapping[str, Role]) -> None:
        """Learn, before the first cell, what the cells are to the tasks, by their ids."""
        self._definitions = Definitions(self.namespace, roles)

    def settle(self) -> dict[str, list[str]]:
        """Make ready for calls, after the last cell; return what is to be said of it.

        That is the names of Definitions.settle, and the settings that cells have left.
        """
        return {**self._definitions.settle(), "left": engine.left_set()}

    def draw_no_figures(self) -> None:
        """Leave figures undrawn from now on: drawing is most of an ordinary notebook's time."""
        self.shell.display_formatter.formatters["image/png"].enabled = False

    def run(
        self, source: str, cell_id: str, *, text_limit: int, image_limit: int
    ) -> dict[str, Any]:
        """Run one cell; return its outputs, its error or None, and whether output was dropped."""
        collector = self.collector
        self.shell.compile.cell_id = cell_id
        # For a traceback `inspect` would look through all modules for the one of this "file".
        inspect.modulesbyfile[faults.cell_file(cell_id)] = "__main__"
        code = source.lstrip()
        self.shell.compile.blank_lines = source[: len(source) - len(code)].count("\n")
        collector.begin(text_limit, image_limit)
        self._definitions.begin(cell_id)
        error: BaseException | None
        try:
            invalidate_caches()  # the cell may import a file that the one before has just written
            result = self.shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as escaped:
            error = escaped
        self._definitions.end(cell_id)
        told = None
        if error is not None:
            told = _cell_error(error, cell_id)
            if not any(output["output_type"] == "error" for output in collector.outputs):
                collector.error(told["type"], told["text"], faults.plain_traceback(error))
        return {"outputs": collector.end(), "error": told, "dropped": collector.dropped}


def _cell_error(error: BaseException, cell_id: str) -> dict[str, Any]:
    told = faults.describe(error)
    file = faults.cell_file(cell_id)
    line = faults.last_cell_line(error.__traceback__, file)[1]
    column = None
    if isinstance(error, SyntaxError) and error.filename == file:
        line, column = error.lineno or line, error.offset if type(error.offset) is int else None
    return {"type": told["type"], "text": told["text"], "line": line or None, "column": column}


def _refuse_input(*_: Any, **__: Any) -> NoReturn:
    raise EOFError(_NO_INPUT)


def _refuse_breakpoint(*_: Any, **__: Any) -> NoReturn:
    raise RuntimeError("breakpoint() cannot be used while the notebook is graded")
