"""A student in a real JupyterLab: types a mistake into the released notebook and reads the hint.

The folders hold what was released and nothing else. One JupyterLab and one browser serve the whole
file, and each week's notebook is opened once.
"""

import json
import shutil
import time
from collections import Counter
from functools import cache
from urllib.parse import urlsplit

import browsing
import jupyterlab
import nbformat
import pytest
from folders import ROOT
from known_set import COURSE, IN_GIVEN_CODE, WEEKS, a_week_and_the_others
from selenium.webdriver.common.by import By

from autograder.authoring.known import all_known, sources
from autograder.notebooks import read_notebook

pytestmark = browsing.needed

TASKS = {name: [task.id for task in week.tasks] for name, week in WEEKS.items()}
# Where a task has a question of its own, nearer to it than the catalogue's.
OF_THE_TASK = {("autograd", "not-zero-initialised"): "Print what named_parameters() lists."}


@cache
def mistakes(week):
    """Return one known hand-in with that mistake alone for each diagnosis that a week can show."""
    found = {}
    for known in all_known(COURSE, WEEKS[week]):
        if len(known.diagnoses) == 1 and len(known.fails) == 1:
            found.setdefault(known.diagnoses[0], known)
    return found


def source(week, known, task):
    """Return the known hand-in's whole cell of a task."""
    return sources(known, read_notebook(COURSE.solution_notebook(WEEKS[week])))[task]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A folder with each week as released, in a JupyterLab that is open in a browser."""
    root = tmp_path_factory.mktemp("lab")
    work = root / "work"
    for week in WEEKS:
        shutil.copytree(ROOT / "release" / week, work / week)
    with (
        jupyterlab.lab(root, work) as address,
        browsing.chromium(root / "chromium", 1400) as browser,
    ):
        yield browser, address, work


@pytest.fixture(scope="module", params=a_week_and_the_others())
def week(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(released, week):
    """A week's released notebook, opened and run once."""
    browser, address, work = released
    opened = jupyterlab.Notebook(browser, address, work, work / week / f"{week}.ipynb")
    opened.run_all()
    return opened


def shown_hints(diagnosis):
    """Return the hints as a browser shows them: code in another font, not in backticks."""
    return tuple(hint.replace("`", "") for hint in COURSE.catalogue.hints(diagnosis))


def test_run_all_names_the_open_tasks_in_one_line_each(notebook, week):
    for task in TASKS[week]:
        cell = notebook.cell(f"check_{task}")
        box = cell.find_element(By.CSS_SELECTOR, ".jp-RenderedHTML")
        assert f"task {task} is open" in box.text
        error = cell.find_element(By.CSS_SELECTOR, "[data-mime-type$=error], .jp-RenderedText")
        assert "Traceback" not in cell.text
        assert len(error.text.strip().splitlines()) == 1
    notebook.picture(f"open-{week}", notebook.cell(f"check_{TASKS[week][0]}"))


def test_mistakes_lead_to_their_hints(notebook, week):
    """One of each task; test_public_known.py has them all, without a browser."""
    shown, misled = Counter(), {}
    for diagnosis, known in mistakes(week).items():
        (task,) = known.fails
        shown[task] += 1
        if shown[task] > 1:
            continue
        said = notebook.replace(task, source(week, known, task)).text
        first, second, *_ = shown_hints(diagnosis) or ("is open", "another")
        first = OF_THE_TASK.get((week, diagnosis), first)
        # The second is folded away.
        if first not in said or second in said:
            misled[diagnosis] = said
    assert misled == {}


# Two boxes of each week that draw something, of two tasks.
DRAWN = {
    "gradient-descent": ("gradient-summed", "loss-after-update"),
    "training-pipeline": ("no-zero-grad", "gradient-half"),
    "autograd": ("gradient-sign", "aliased-gradients"),
    "adaline": ("gradient-half", "no-zero-grad"),
    "softmax-regression": ("gradient-summed", "no-zero-grad"),
    "multilayer-perceptron": ("gradient-summed", "no-zero-grad"),
}


@pytest.mark.thorough
def test_the_boxes_are_readable(notebook, week):
    boxes = {}
    for diagnosis in DRAWN[week]:
        known = mistakes(week)[diagnosis]
        (task,) = known.fails
        box = notebook.replace(task, source(week, known, task))
        drawing = box.find_element(By.CSS_SELECTOR, "svg")
        assert "expected" in drawing.get_attribute("aria-label")
        box.find_element(By.CSS_SELECTOR, "details > summary").click()
        _, second, third = shown_hints(diagnosis)
        assert second in box.text
        assert third not in box.text
        boxes[diagnosis] = box
    for theme in ("Dark", "Light"):
        notebook.theme(theme)
        for width in (360, 1400):
            notebook.browser.set_window_size(width, 1000)
            for diagnosis, box in boxes.items():
                look = notebook.browser.execute_script(LOOK, box)
                assert look["right"] <= look["room"] + 1, "it does not stick out"
                assert look["drawing"] >= 150
                assert look["letters"] >= 7
                assert look["contrast"] >= 4.5
                notebook.picture(f"{week}-{diagnosis}-{theme}-{width}", box)


LOOK = """
const box = arguments[0];
const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
        const c = part / 255;
        return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
let behind = box;
while (behind && /rgba\\(.*, 0\\)/.test(getComputedStyle(behind).backgroundColor)) {
    behind = behind.parentElement;
}
const [a, b] = [light(getComputedStyle(box).color),
                light(getComputedStyle(behind).backgroundColor)].sort((x, y) => y - x);
return {
    right: Math.max(...[box, ...box.querySelectorAll('*')].map(
        (part) => part.getBoundingClientRect().right)),
    room: box.closest('.jp-OutputArea').getBoundingClientRect().right,
    drawing: box.querySelector('svg').getBoundingClientRect().width,
    letters: 12 * box.querySelector('svg').getBoundingClientRect().width
        / box.querySelector('svg').viewBox.baseVal.width,
    contrast: (a + 0.05) / (b + 0.05),
};
"""


def test_the_right_code_passes_and_nothing_more_is_promised(notebook, week):
    cells = nbformat.read(COURSE.solution_notebook(WEEKS[week]), as_version=4).cells
    solved = {cell.id: cell.source for cell in cells}
    for task in TASKS[week]:
        assert f"{task}: the public checks pass." in notebook.replace(task, solved[task]).text
    notebook.picture(f"passed-{week}", notebook.cell(f"check_{TASKS[week][-1]}"))


@pytest.mark.parametrize("week", ["adaline"], indirect=True)
def test_no_box_is_green_below_a_cell_that_failed_or_was_edited(notebook):
    cells = nbformat.read(COURSE.solution_notebook(WEEKS["adaline"]), as_version=4).cells
    right = next(cell.source for cell in cells if cell.id == "grad_call")
    passes = "grad_call: the public checks pass."
    assert passes in notebook.replace("grad_call", right).text
    notebook.type("grad_call", right.replace("loss):", "loss)"))
    assert "SyntaxError" in notebook.run("grad_call")
    said = notebook.run("check_grad_call")
    assert "an earlier version of negative_gradients, because the cell that defines it" in said
    notebook.picture("earlier", notebook.cell("check_grad_call"))
    assert passes in notebook.replace("grad_call", right).text
    time.sleep(3)  # what is saved so soon after a run counts as run
    notebook.type("grad_call", right + "    # changed")
    notebook.save()
    assert "its cell was edited and not run since" in notebook.run("check_grad_call")
    assert passes in notebook.replace("grad_call", right).text


def test_no_console_error_and_no_request_elsewhere(notebook):
    severe = [entry for entry in notebook.browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert severe == []
    hosts = set()
    for entry in notebook.browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = urlsplit(message["params"]["request"]["url"])
            hosts.add(url.hostname if url.scheme in ("http", "https", "ws", "wss") else None)
    assert hosts <= {"127.0.0.1", None}


def test_the_weeks_together_show_the_whole_catalogue():
    shown = {diagnosis for week in WEEKS for diagnosis in mistakes(week)}
    assert {*COURSE.catalogue} - shown <= IN_GIVEN_CODE


@pytest.mark.parametrize("week", ["adaline"], indirect=True)
def test_what_is_given_cannot_be_typed_over(notebook):
    given = notebook.source("given_tools")
    assert "def accuracy" in given
    notebook.type("given_tools", "def accuracy(model, x, y):\n    return 1.0\n")
    assert notebook.source("given_tools") == given
