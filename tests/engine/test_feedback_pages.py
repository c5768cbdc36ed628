"""Feedback pages of graded mistakes and of attacks, in a real browser.

The browser tells of scripts that ran, of requests, and of whatever its console has to say; axe-core
tells of contrast, headings, names and alternative texts.
"""

import json
import re
import subprocess
import sys
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import browsing
import nbformat
import pytest
from folders import copy_course
from known_set import COURSE
from payloads import HTML_XSS, RUN, TEXTS, saved_outputs
from selenium.webdriver.common.by import By
from test_clean_pages import FOUND, attacks, honest, requests_sent, scripts_run
from test_clean_pages import browser as browser
from test_feedback import full_marks

from autograder.authoring.known import build, load_known
from autograder.course import load_course
from autograder.feedback import Fate, students_of, write_pages
from autograder.grading.reports import load_report, notebook_bytes, write_report
from autograder.notebooks import read_notebook

pytestmark = browsing.needed

MISTAKES = {
    "gradient_summed": "gradient-summed",
    "grad_call_graph_freed": "graph-freed",
    "no_zero_grad": "no-zero-grad",
    "default_learning_rate": "default-learning-rate",
    "output_per_feature": "output-per-feature",
}
LOOKS = [
    ("gradient_summed", 360, "light"),
    pytest.param("gradient_summed", 1400, "dark", marks=pytest.mark.thorough),
    pytest.param("no_zero_grad", 360, "dark", marks=pytest.mark.thorough),
    ("no_zero_grad", 1400, "light"),
]
LOOK = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(
    found.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html.slice(0, 150)).join(" | "))
));
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with the solution and a few known mistakes, graded, and everybody's page."""
    course = load_course(copy_course(tmp_path_factory.mktemp("class") / "course"))
    adaline = course.assignment("adaline")
    solved = read_notebook(course.solution_notebook(adaline))
    for name in ("ada", *MISTAKES):
        known = COURSE.known_submissions(adaline) / "mistakes" / f"{name}.py"
        notebook = build(load_known(known), solved) if name in MISTAKES else solved
        path = course.submitted_dir / name / "adaline" / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    command = [str(Path(sys.executable).parent / "autograder"), "grade", "adaline"]
    subprocess.run([*command, "--device", "cpu"], cwd=course.root, check=True, capture_output=True)
    fates = [result.fate for result in write(course)]
    assert fates == [Fate.WRITTEN] * (1 + len(MISTAKES))
    return course


def write(course, *students):
    """Write pages as after the due time."""
    adaline = course.assignment("adaline")
    submissions = students_of(course, adaline, students)
    return list(write_pages(course, adaline, submissions, adaline.due + timedelta(days=1)))


def page(course, student):
    return course.feedback_page(student, course.assignment("adaline"))


def open_page(browser, path, width, scheme):
    browser.get("about:blank")
    browser.get_log("browser"), browser.get_log("performance")
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(path.as_uri())


def unfold(browser):
    browser.execute_script("document.querySelectorAll('details').forEach((d) => d.open = true)")


def loaded(browser):
    """Return the addresses that were asked for and not stopped by the page's policy."""
    events = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
    sent = {
        event["params"]["requestId"]: event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    for event in events:
        if event["params"].get("blockedReason") == "csp":
            sent.pop(event["params"]["requestId"], None)
    return {url for url in sent.values() if not url.startswith("data:")}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_first_line_names_what_was_misunderstood(course, browser, name):
    open_page(browser, page(course, name), 360, "light")
    lines = browser.find_element(By.TAG_NAME, "body").text.splitlines()
    sentence = course.catalogue.sentence(MISTAKES[name]).replace("`", "")
    assert " ".join(lines[:6]).startswith(sentence)
    question = browser.find_element(By.CSS_SELECTOR, "header .question").text
    assert question == course.catalogue.hint(MISTAKES[name])


def test_the_loss_curve_of_a_mistake_lies_over_the_right_one(course):
    html = page(course, "no_zero_grad").read_text()
    (alt,) = re.findall(r'<svg [^>]*aria-label="(Loss[^"]*)"', html)
    assert "expected from 0.3885 to 0.1003" in alt  # the numbers of the notebook itself
    assert "yours from 0.1853" in alt
    assert html.count("<polyline") == 2
    assert "Received and expected numbers" in page(course, "gradient_summed").read_text()
    assert "<svg xmlns" not in page(course, "ada").read_text()


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_readable_and_asks_for_nothing(course, browser, name, width, scheme):
    path = page(course, name)
    open_page(browser, path, width, scheme)
    unfold(browser)
    assert browser.get_log("browser") == []
    assert requests_sent(browser, path.as_uri()) == set()
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width
    shown = browser.execute_script(
        "return [...document.querySelectorAll('.cell img')].map((i) => [i.naturalWidth, i.alt])"
    )
    assert shown
    assert all(natural and alt for natural, alt in shown)
    headings = browser.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => h.tagName)"
    )
    assert headings == ["H1"] + ["H2"] * (len(headings) - 1)
    browser.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text())
    assert browser.execute_async_script(LOOK) == []


def test_formulas_are_typeset_without_a_network(course, browser):
    open_page(browser, page(course, "ada"), 1400, "light")
    unfold(browser)
    tall = browser.execute_script(
        "return [...document.querySelectorAll('math mfrac')].map((f) => f.offsetHeight"
        " ?? f.getBoundingClientRect().height)"
    )
    assert len(tall) > 5
    assert "$" not in browser.find_element(By.CSS_SELECTOR, ".cell.text").text


def attacked(course, student, notebook):
    """Write the page of a hand-in whose executed notebook is `notebook`, as it is."""
    adaline = course.assignment("adaline")
    write_report(course, adaline, full_marks(course, student), notebook_bytes(notebook))
    (result,) = write(course, student)
    assert result.fate is Fate.WRITTEN
    return page(course, student)


def test_what_a_submission_prints_cannot_act(course, browser, tmp_path):
    notebook = attacks([*TEXTS, HTML_XSS])
    # The page's limits are looked at elsewhere: here every attack comes through.
    notebook.cells = [*honest(), *notebook.cells, *read_notebook(saved_outputs(tmp_path)).cells]
    parts = [notebook.cells[at : at + 250] for at in range(0, len(notebook.cells), 250)]
    for number, part in enumerate(parts):
        notebook.cells = part
        path = attacked(course, f"eve-{number}", notebook)
        open_page(browser, path, 1400, "light")
        unfold(browser)
        browser.execute_script("document.querySelectorAll('*').forEach((e) => e.focus())")
        # Nothing ran, and nothing that the policy had to stop was left.
        assert browser.get_log("browser") == []
        assert requests_sent(browser, path.as_uri()) == set()
        found = browser.execute_script(FOUND, ".frame:not(pre)")
        assert [note for note in found if not note.startswith("element: <math")] == []
        own = browser.execute_script(
            "return [...document.querySelectorAll('.frame *')].filter((e) => e.id"
            " || /^(h[1-6]|section|header|footer|summary)$/i.test(e.tagName)).length"
        )
        assert own == 0
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= 1400
    first = page(course, "eve-0").read_text()
    assert "18.0 &lt; 19" in first  # honest things show
    assert "<mfrac>" in first
    assert 'class="ansi-red-fg"' in first


def test_the_policy_holds_where_cleaning_would_not(course, browser):
    path = page(course, "ada")
    evil = f"<script>{RUN}</script><img src=http://redteam.invalid/x onerror={RUN}>"
    html = path.read_text().replace('<div class="frame">', f'<div class="frame">{evil}')
    assert evil in html
    guarded = path.with_name("guarded.html")
    guarded.write_text(html)
    open_page(browser, guarded, 1400, "light")
    log = browser.get_log("browser")
    assert any("Content Security Policy" in entry["message"] for entry in log)
    assert not any("CANARY" in entry["message"] for entry in log)
    assert loaded(browser) == {guarded.as_uri()}

    # The negative control: without the policy the same script runs, and the watchers notice.
    open_to_all = path.with_name("open.html")
    open_to_all.write_text(re.sub(r"<meta http-equiv=[^>]*>", "", html))
    open_page(browser, open_to_all, 1400, "light")
    assert scripts_run(browser)
    assert "http://redteam.invalid/x" in requests_sent(browser, open_to_all.as_uri())


def test_endless_output_is_cut(course):
    cells = [nbformat.v4.new_code_cell("x", outputs=[flood(n)]) for n in range(400)]
    path = attacked(course, "lotfi", nbformat.v4.new_notebook(cells=cells))
    html = path.read_text()
    assert "lines are left out here" in html
    assert "100 further cells are not shown here" in html
    assert "[cut: too long to be shown]" in html
    assert len(html) < 2_000_000


def flood(number):
    return nbformat.v4.new_output("stream", text=f"{number}{'x' * 60}\n" * 2_000)


def test_no_report_carries_what_is_hidden_to_a_page(course):
    """Evidence in words, graders' names and their code stay out of every page."""
    adaline = course.assignment("adaline")
    for name in MISTAKES:
        html = page(course, name).read_text()
        report = load_report(course, adaline, name)
        # The notebook's own outputs may say what its public checks saw.
        ours = html.split('<section class="notebook"')[0]
        kinds = ("exception", "assert", "error", "fault")
        told = [c.evidence[kind] for c in report.checks for kind in kinds if kind in c.evidence]
        assert not [text for text in told if isinstance(text, str) and text in ours]
        assert not [check.name for check in report.checks if check.name in ours]
        assert "Traceback" not in ours
        assert report.grader_sha256 not in html
