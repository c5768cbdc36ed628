"""AUTOTEST lines become asserts, by nbgrader's own preprocessor.

It runs the notebook with its solutions in a kernel, as building a solution does: the course is
trusted. It works on a copy of the assignment's folder.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager
from nbgrader.preprocessors import InstantiateTests

from autograder.authoring.importing.find import Found

DELIMITER = "AUTOTEST"
_SECONDS = 60.0  # for each snippet


class _Expander(InstantiateTests):  # type: ignore[misc]  # nbgrader ships no types
    """Runs snippets in a kernel that nobody else can listen to, and ends where one does not."""

    execute_result: Any = None

    def preprocess(self, notebook: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Expand the notebook's cells in place."""
        folder = Path(resources["metadata"]["path"])
        resources["kernel_name"] = "python3"
        self._load_test_template_file(resources)
        self.global_tests_loaded, self.sanitizer = True, self.sanitizers["python3"]
        sockets = str(folder / ".kernel")  # over TCP anybody on the machine could listen in
        manager = KernelManager(kernel_name="python3", transport="ipc", ip=sockets)
        manager.start_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
        self.kc = manager.blocking_client()
        try:
            self.kc.start_channels()
            self.kc.wait_for_ready(timeout=_SECONDS)
            for place, cell in enumerate(notebook.cells):
                self.preprocess_cell(cell, resources, place)
        finally:
            self.kc.stop_channels()
            manager.shutdown_kernel(now=True)
        return notebook, resources

    def _execute_code_snippet(self, code: str) -> Any:
        self.kc.execute_interactive(
            code, output_hook=self._execute_code_snippet_output_hook, timeout=_SECONDS
        )
        result, self.execute_result = self.execute_result, None
        return result


def has_autotests(cell: Any) -> bool:
    """Say whether a cell holds a line that nbgrader expands."""
    return cell.cell_type == "code" and any(
        line.strip().startswith("#") and DELIMITER in line for line in cell.source.split("\n")
    )


def expand(notebook: Any, found: Found) -> str:
    """Expand the AUTOTEST lines of `notebook` in place; return why not, "" where it is done."""
    if not any(map(has_autotests, notebook.cells)):
        return ""
    if found.autotests is None:
        return "there is no autotests.yml in its folder or in the course's"
    with tempfile.TemporaryDirectory(prefix="autograder-import-") as work:
        for name, path in found.files.items():
            (Path(work) / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, Path(work) / name)
        shutil.copy(found.autotests, Path(work) / "autotests.yml")
        expander = _Expander()
        expander.log.setLevel("CRITICAL")
        sources = [cell.source for cell in notebook.cells]
        try:
            expander.preprocess(notebook, {"metadata": {"path": work}})
        except Exception as error:  # of the templates, of the kernel, or of the notebook's code
            for cell, source in zip(notebook.cells, sources, strict=True):
                cell.source = source
            text = str(error).strip().splitlines()
            return f"{type(error).__name__}: {text[-1] if text else 'nbgrader gives no reason'}"
    return ""
