"""The files of a bundle: what students get of a week, a page on how to go about it, and a zip."""

import ast
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import nbformat
from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course import Assignment, Course

ENGINE = "pytorch-autograder"
# What the distribution of a module is called, where it is not called as the module is.
_CALLED = {
    "sklearn": "scikit-learn",
    "PIL": "pillow",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "yaml": "pyyaml",
    "bs4": "beautifulsoup4",
}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_PAGES = Environment(
    loader=PackageLoader("autograder.authoring.publish", "."),
    autoescape=False,  # Markdown
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Bundle:
    """What goes out under a name: files by their paths in it."""

    name: str
    files: Mapping[str, bytes]

    @cached_property
    def zipped(self) -> bytes:
        """A zip of the files below a folder of this name; the same files give the same bytes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in sorted(self.files.items()):
                entry = zipfile.ZipInfo(f"{self.name}/{name}", _FIRST_DAY)
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3  # Unix, wherever it is made
                archive.writestr(entry, data)
        return stream.getvalue()


def bundle_files(
    course: Course,
    assignment: Assignment,
    released: Mapping[str, bytes],
    *,
    edition: int,
    changed: Iterable[str],
) -> dict[str, bytes]:
    """Return what students get: the release, requirements.txt and README.md, if it has none."""
    page = _PAGES.get_template("how_to.md.j2").render(
        assignment=assignment,
        notebook=f"{assignment.notebook}.ipynb",
        due=f"{assignment.due:%a %d %b %Y %H:%M} ({course.timezone})",
        install=course.publish.install,
        edition=edition,
        changed=list(changed),
    )
    engine = [] if course.publish.install else [ENGINE]
    packages = "\n".join([*engine, *requirements(released)])
    made = {"README.md": page.encode(), "requirements.txt": f"{packages}\n".encode()}
    return {**made, **released}


def requirements(files: Mapping[str, bytes]) -> list[str]:
    """Return the packages that notebooks and modules of a release import, beside Python's own."""
    own = {PurePosixPath(name).stem for name in files} | {"autograder"}
    names = {name for text in _code(files) for name in _imported(text)}
    others = names - own - sys.stdlib_module_names
    return sorted({_CALLED.get(name, name) for name in {*others, "ipykernel"}})


def _code(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in files.items():
        if name.endswith(".py"):
            yield data.decode()
        elif name.endswith(".ipynb"):
            notebook = nbformat.reads(data.decode(), as_version=4)
            yield from (cell.source for cell in notebook.cells if cell.cell_type == "code")


def _imported(source: str) -> Iterator[str]:
    plain = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("%"))
    try:
        nodes = list(ast.walk(ast.parse(plain)))
    except SyntaxError:  # IPython's own ways to write
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def sha256(data: bytes) -> str:
    """Return the digest of some bytes."""
    return hashlib.sha256(data).hexdigest()
