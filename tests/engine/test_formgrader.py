"""A TA at nbgrader's formgrader, in a real browser, after grading with this engine."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import browsing
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from stubbed import PATIENCE, heeding

from autograder.course import load_course
from autograder.gradebook import GradebookWriter
from autograder.grading.reports import write_report
from autograder.grading.scoring import withheld
from autograder.model import CheckResult, GradeReport, Settings, Status, Submission, TaskResult

MESSAGE = "the gradient of the weights is 7 times too large"
HINT = "If every sample were in the batch twice, should the gradient change?"

UNREADABLE = "the file is not a complete notebook: it breaks off"

pytestmark = browsing.needed


@pytest.fixture
def course(course_folder):
    """A course in which ada has full marks, bob a wrong gradient, and eve no notebook to read."""
    course = load_course(course_folder)
    for student, lost in (("ada", 0), ("bob", 22)):
        notebook = course.autograded_dir(student, adaline(course)) / "adaline.ipynb"
        notebook.parent.mkdir(parents=True)
        shutil.copy(course.solution_notebook(adaline(course)), notebook)
        record(course, student, lost)
    eve = Submission(student_id="eve", assignment="adaline", path=None, problems=(UNREADABLE,))
    report = withheld(course, adaline(course), Settings(), eve, "made up")
    write_report(course, adaline(course), report, None)
    with GradebookWriter(course) as gradebook:
        gradebook.record(report, eve)
    return course


def adaline(course):
    return course.assignment("adaline")


def record(course, student, lost, sha256=""):
    """Record a report of a hand-in in which `manual_gradient` loses so many points."""
    tasks = adaline(course).tasks
    statuses = {task.id: Status.PASS for task in tasks}
    if lost:
        statuses["manual_gradient"] = Status.FAIL
    points = {task.id: task.points - (statuses[task.id] is Status.FAIL) * lost for task in tasks}
    report = GradeReport(
        student_id=student,
        assignment="adaline",
        submission_sha256=sha256,
        grader_sha256="",
        engine_version="0",
        seed=0,
        device="cpu",
        status=statuses["manual_gradient"],
        score=100 - lost,
        max_score=100,
        tasks=tuple(
            TaskResult(
                id=task.id, score=points[task.id], max_score=task.points, status=statuses[task.id]
            )
            for task in tasks
        ),
        checks=tuple(
            CheckResult(
                task=task.id,
                name="test_it",
                title="The gradient of the weights",
                status=statuses[task.id],
                points=points[task.id],
                max_points=task.points,
                message=MESSAGE if statuses[task.id] is Status.FAIL else "",
                hint=HINT if statuses[task.id] is Status.FAIL else "",
            )
            for task in tasks
        ),
        seconds=0.1,
    )
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline(course))
        path = Path("adaline.ipynb")
        gradebook.record(
            report, Submission(student_id=student, assignment="adaline", path=path, sha256=sha256)
        )


@pytest.fixture
def formgrader(course, tmp_path):
    """The address of formgrader, served for the course on this machine alone."""
    with browsing.jupyter("jupyter_server", tmp_path, course.root) as address:
        yield address + "formgrader"


@pytest.fixture
def browser(tmp_path):
    """A headless Chromium that reaches this machine and nothing else."""
    with browsing.chromium(tmp_path / "chromium") as driver:
        yield driver


def wait(browser, found):
    """Return what `found` returns of the page, as soon as that is something."""
    return WebDriverWait(browser, 120).until(found)


def table(browser, formgrader):
    """Return formgrader's table of hand-ins: for each student the cells of the row."""
    browser.get(f"{formgrader}/gradebook/adaline/adaline")
    rows = wait(
        browser, lambda page: page.find_elements(By.CSS_SELECTOR, "tbody tr:has(a.name-hidden)")
    )
    return {
        row.find_element(By.CSS_SELECTOR, "a.name-shown").get_attribute("textContent"): row
        for row in rows
    }


def open_page(browser, formgrader, student):
    row = table(browser, formgrader)[student]
    link = row.find_element(By.CSS_SELECTOR, "a.name-shown").get_attribute("href")
    browser.get(link)


def open_submission(browser, formgrader, student):
    open_page(browser, formgrader, student)
    # The page asks for the scores once it is shown.
    wait(browser, lambda _: score_box(browser).get_attribute("placeholder"))


def score_box(browser):
    return browser.find_element(By.ID, "check_manual_gradient")


def picture(browser, name, element=None):
    """Leave a picture for a person to look at, in the folder that FORMGRADER_PICTURES names."""
    if folder := os.environ.get("FORMGRADER_PICTURES"):
        if element:
            browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        browser.save_screenshot(str(Path(folder) / f"{name}.png"))


@pytest.mark.thorough
def test_a_ta_sees_what_was_graded_and_a_regrade_keeps_what_they_enter(course, formgrader, browser):
    rows = {name: row.text for name, row in table(browser, formgrader).items()}
    picture(browser, "table")
    assert "100 / 100" in rows["ada"]
    assert "78 / 100" in rows["bob"]

    # Those who need a person most, with the reason and the boxes to score them.
    assert "eve" in rows
    open_page(browser, formgrader, "eve")
    assert UNREADABLE in browser.find_element(By.ID, "notebook").text
    assert len(browser.find_elements(By.CSS_SELECTOR, "input.score")) == len(adaline(course).tasks)

    open_submission(browser, formgrader, "bob")
    picture(browser, "submission", score_box(browser))
    comment = browser.find_element(By.ID, "manual_gradient-comment").get_attribute("placeholder")
    assert MESSAGE in comment.lower()
    assert HINT in comment
    boxes = browser.find_elements(By.CSS_SELECTOR, "input.score")
    assert [box.get_attribute("id") for box in boxes] == [
        f"check_{task.id}" for task in adaline(course).tasks
    ]
    assert [float(box.get_attribute("placeholder")) for box in boxes] == [8, 20, 30, 20]
    assert "class Adaline1" in browser.find_element(By.ID, "notebook").text

    score_box(browser).send_keys("25\t")  # leaving the box saves
    wait(browser, lambda _: recorded(course) == 95)

    record(course, "bob", lost=18)
    assert recorded(course) == 95
    open_submission(browser, formgrader, "bob")
    picture(browser, "regraded", score_box(browser))
    assert score_box(browser).get_attribute("value") == "25"
    assert score_box(browser).get_attribute("placeholder") == "12"
    assert "needs_manual_grade" in score_box(browser).get_attribute("class")
    assert "95 / 100" in table(browser, formgrader)["bob"].text

    # Another hand-in waits until the TA says that the score is for this one too.
    resolve(browser, formgrader)
    wait(browser, lambda _: not held(course).waiting)
    record(course, "bob", lost=18, sha256="another")
    assert held(course).earlier == {"manual_gradient"}
    resolve(browser, formgrader)
    wait(browser, lambda _: not held(course).waiting)
    record(course, "bob", lost=18, sha256="another")
    assert (held(course).waiting, held(course).score) == (frozenset(), 95)


def resolve(browser, formgrader):
    """Confirm bob's score by hand: press the one button for it that is shown."""
    open_submission(browser, formgrader, "bob")
    buttons = browser.find_elements(By.CSS_SELECTOR, ".mark-graded")
    (shown,) = (button for button in buttons if button.is_displayed())
    shown.click()


def recorded(course):
    return held(course).score


def held(course):
    with GradebookWriter(course) as gradebook:
        return gradebook.recorded(adaline(course)).scores["bob"]


def test_the_command_serves_what_waits_for_a_person_and_ends(course, browser, tmp_path):
    program = [Path(sys.executable).parent / "autograder", "formgrader", "adaline", "--no-browser"]
    serving = subprocess.Popen(
        heeding(program),
        cwd=course.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path), "COLUMNS": "400"},
    )
    try:
        lines = []
        while "press Ctrl-C" not in (line := serving.stdout.readline()):
            assert line, lines
            lines.append(line.strip())
        assert lines[1] == "1 hand-in waits for a person:"
        assert lines[2].startswith("eve: withheld")
        browser.get(lines[3])
        wait(browser, lambda _: score_box(browser).is_displayed())
        assert "127.0.0.1" in lines[3]
        serving.send_signal(signal.SIGINT)
        said, _ = serving.communicate(timeout=PATIENCE)
        assert "formgrader has ended" in said
        assert serving.returncode == 0
    finally:
        serving.kill()
        serving.wait()
