"""A student's folder for the tests of `autograder check`: the released files, and a notebook."""

import json
import shutil

from folders import ROOT

WEEK = "adaline"


def student_folder(folder, notebook="solutions", week=WEEK):
    """Copy what a student gets into `folder`, with the notebook of `release` or `solutions`."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (ROOT / "release" / week).iterdir():
        shutil.copy(file, folder)
    shutil.copy(ROOT / notebook / week / f"{week}.ipynb", folder)
    return folder / f"{week}.ipynb"


def cell_of(content, grade_id):
    """Return the cell with this nbgrader id, from a notebook as JSON."""
    return next(
        cell
        for cell in content["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def code(source, count=None, outputs=()):
    """Return a code cell of the student's own."""
    return {
        "cell_type": "code",
        "id": f"own-{abs(hash(source))}",
        "metadata": {},
        "execution_count": count,
        "outputs": list(outputs),
        "source": source,
    }


def edit(path, change):
    """Let `change` edit the notebook's JSON, and save it as editors do: a new file, renamed."""
    content = json.loads(path.read_text())
    change(content)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content))
    fresh.replace(path)


def replace_in(path, grade_id, old, new):
    """Replace text in one cell."""

    def change(content):
        cell = cell_of(content, grade_id)
        source = "".join(cell["source"])
        assert old in source
        cell["source"] = source.replace(old, new)

    edit(path, change)
