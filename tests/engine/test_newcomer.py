"""Somebody new: from the release to full marks, in a real JupyterLab, with the notebook alone.

In each week's folder lies what was released and nothing else. The code is right, and written
otherwise than the solution. The notebook that is graded is the one that JupyterLab saved.
"""

import hashlib
import json
import shutil

import browsing
import jupyterlab
import pytest
from folders import ROOT, copy_course
from known_set import COURSE, WEEKS

from autograder.authoring.known import load_known, sources
from autograder.notebooks import read_notebook
from autograder.preflight.saved import read_saved

pytestmark = browsing.needed


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A JupyterLab over a folder for each week's release, open in a browser."""
    root = tmp_path_factory.mktemp("lab")
    work = root / "work"
    work.mkdir()
    with (
        jupyterlab.lab(root, work) as address,
        browsing.chromium(root / "chromium", 1400) as browser,
    ):
        yield browser, address, work


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return copy_course(tmp_path_factory.mktemp("teacher") / "course")


@pytest.mark.thorough
@pytest.mark.parametrize("week", WEEKS)
def test_somebody_new_gets_full_marks(page, course, autograder, week):
    browser, address, work = page
    tasks = [task.id for task in WEEKS[week].tasks]
    known = load_known(COURSE.known_submissions(WEEKS[week]) / "accepted/all_in_one_other_way.py")
    answers = sources(known, read_notebook(COURSE.solution_notebook(WEEKS[week])))
    assert set(answers) == set(tasks)
    shutil.copytree(ROOT / "release" / week, work / week)
    path = work / week / f"{week}.ipynb"
    notebook = jupyterlab.Notebook(browser, address, work, path)
    last = list(notebook.places)[-1]
    assert "final_check" in notebook.source(last)

    for task in tasks:
        notebook.type(task, answers[task])
    notebook.restart_and_run_all()
    for task in tasks:
        assert "the public checks pass" in notebook.box(f"check_{task}").text
    assert "Save the notebook, then run this cell once more" in notebook.output(last)
    notebook.save()
    checked = path.read_bytes()
    said = notebook.run(last)
    assert f"Running {path.name} from the top, as it was saved at " in said
    assert "has changed since" not in said
    assert f"{len(tasks)} of {len(tasks)} tasks: the public checks pass." in said
    assert "nothing is missing: hand this file in" in said
    notebook.picture(f"final-{week}", notebook.cells()[-1])
    receipt = json.loads(path.with_suffix(".receipt.json").read_text())
    assert receipt["sha256"] == hashlib.sha256(checked).hexdigest()
    assert receipt["public_checks"] == dict.fromkeys(tasks, "pass")
    assert receipt["problems"] == []

    notebook.save()
    file = read_saved(path)
    assert file.sha256 != receipt["sha256"], "the outputs are others now"
    assert file.cells_sha256 == receipt["cells_sha256"]
    submitted = course / "submitted" / "new" / week
    submitted.mkdir(parents=True)
    shutil.copy(path, submitted)
    done = autograder("grade", week, cwd=course)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((course / "autograded" / "new" / week / "report.json").read_text())
    assert (report["score"], report["max_score"]) == (100, 100)
    assert report["problems"] == []
