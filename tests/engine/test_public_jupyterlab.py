"""A student in a real JupyterLab: types a mistake into the released notebook and reads the hint.

The folder holds what was released and nothing else. One JupyterLab, one browser and one kernel
serve the whole file.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from autograder import diagnoses
from autograder.course import load_course
from autograder.known import all_known

CHROMIUM = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "release" / "adaline"
SOLVED = ROOT / "solutions" / "adaline" / "adaline.ipynb"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver here"),
]


def one_for_each_diagnosis():
    """Return a known hand-in of one mistake for each id of the catalogue that adaline can show."""
    course = load_course(ROOT)
    found = {}
    for known in all_known(course, course.assignment("adaline")):
        if len(known.diagnoses) == 1 and len(known.fails) == 1:
            found.setdefault(known.diagnoses[0], known)
    return found


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab that serves a copy of the release, on this machine alone."""
    root = tmp_path_factory.mktemp("lab")
    work = root / "work"
    shutil.copytree(RELEASED, work)
    settings = root / "settings" / "@jupyterlab"
    write(settings / "notebook-extension/tracker", {"windowingMode": "none"})
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    write(settings / "apputils-extension/notification", quiet)
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    folders = {name: str(root / name.lower()) for name in names}
    with (root / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", "--port=0", "--IdentityProvider.token="),
                *("--expose-app-in-browser", "--LabApp.news_url="),
                f"--LabApp.user_settings_dir={root / 'settings'}",
                f"--LabApp.workspaces_dir={root / 'workspaces'}",
                f"--ServerApp.root_dir={work}",
            ],
            cwd=work,
            env={**os.environ, **folders, "JUPYTER_PREFER_ENV_PATH": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            yield address(server, root / "jupyter_runtime_dir")
        finally:
            server.terminate()
            server.wait(timeout=20)


def write(path, settings):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".jupyterlab-settings").write_text(json.dumps(settings))


def address(server, runtime):
    """Return where the server listens, which it writes down once it does."""
    for _ in range(300):
        for info in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(info.read_text())["url"]
            except ValueError:  # half written
                pass
        assert server.poll() is None, "JupyterLab did not start"
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not come up within 30 s")


FOCUS = """
const notebook = jupyterapp.shell.currentWidget.content;
notebook.activeCellIndex = arguments[0];
notebook.mode = 'edit';
notebook.activeCell.editor.focus();
"""
IDLE = (
    "const kernel = jupyterapp.shell.currentWidget.sessionContext.session?.kernel;"
    "return kernel?.status === 'idle';"
)


class Notebook:
    """The notebook as it is open in the browser."""

    def __init__(self, browser):
        self.browser = browser
        cells = nbformat.read(RELEASED / "adaline.ipynb", as_version=4).cells
        self.places = {cell.id: place for place, cell in enumerate(cells)}

    def until(self, found, seconds=30):
        return WebDriverWait(self.browser, seconds, poll_frequency=0.03).until(found)

    def command(self, name, **arguments):
        return self.browser.execute_async_script(
            "const done = arguments[2];"
            "jupyterapp.commands.execute(arguments[0], arguments[1]).then(() => done(), done);",
            name,
            arguments,
        )

    def cells(self):
        return self.browser.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-Cell")

    def cell(self, cell_id):
        return self.cells()[self.places[cell_id]]

    def prompt(self, cell_id):
        """Return what stands before a cell: [7]:, or [*]: while it runs."""
        return self.browser.execute_script(
            "return jupyterapp.shell.currentWidget.content.widgets[arguments[0]]"
            ".node.querySelector('.jp-InputPrompt').textContent",
            self.places[cell_id],
        )

    def replace(self, cell_id, source):
        """Type `source` into a cell in place of what is there, and run it and the check below."""
        check = f"check_{cell_id}"
        before = self.prompt(check)
        self.browser.execute_script(FOCUS, self.places[cell_id])
        self.keys(Keys.CONTROL, "a")
        self.browser.execute_cdp_cmd("Input.insertText", {"text": source})
        self.keys(Keys.SHIFT, Keys.ENTER, Keys.ENTER)
        self.until(lambda _: self.prompt(check) not in (before, "[*]:", "[ ]:"))
        return self.output(check)

    def keys(self, held, *others):
        ActionChains(self.browser).key_down(held).send_keys(*others).key_up(held).perform()

    def output(self, cell_id):
        return self.until(
            lambda _: self.cell(cell_id).find_element(By.CSS_SELECTOR, ".jp-RenderedHTML > div")
        )


@pytest.fixture(scope="module")
def notebook(lab, tmp_path_factory):
    """The released notebook in a headless Chromium that reaches this machine alone, run once."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        *("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run"),
        *("disable-background-networking", "disable-component-update", "disable-sync"),
        "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"user-data-dir={tmp_path_factory.mktemp('chromium')}",
        "window-size=1400,1000",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        driver.get(f"{lab}doc/tree/adaline.ipynb")
        opened = Notebook(driver)
        opened.until(lambda _: len(opened.cells()) == len(opened.places))
        opened.until(lambda page: page.execute_script(IDLE))
        opened.command("runmenu:run-all")
        opened.until(lambda _: opened.prompt("given_observe_sum") not in ("[*]:", "[ ]:"))
        yield opened
    finally:
        driver.quit()


def shown_hints(diagnosis):
    """Return the hints as a browser shows them: code in another font, not in backticks."""
    return tuple(hint.replace("`", "") for hint in diagnoses.hints(diagnosis))


def picture(notebook, name, element=None):
    """Leave a picture for a person to look at, in the folder that PUBLIC_PICTURES names."""
    if folder := os.environ.get("PUBLIC_PICTURES"):
        if element is not None:
            notebook.browser.execute_script(
                "arguments[0].scrollIntoView({block: 'center'})", element
            )
        notebook.browser.save_screenshot(str(Path(folder) / f"{name}.png"))


def test_run_all_names_the_open_tasks_in_one_line_each(notebook):
    for task in ("manual_gradient", "grad_call", "backward_loop", "linear_model"):
        cell = notebook.cell(f"check_{task}")
        box = cell.find_element(By.CSS_SELECTOR, ".jp-RenderedHTML")
        assert f"task {task} is open" in box.text
        error = cell.find_element(By.CSS_SELECTOR, "[data-mime-type$=error], .jp-RenderedText")
        assert "Traceback" not in cell.text
        assert len(error.text.strip().splitlines()) == 1
    picture(notebook, "open", notebook.cell("check_manual_gradient"))


def test_each_mistake_leads_to_its_hint(notebook):
    known = one_for_each_diagnosis()
    assert len(known) > 30
    for diagnosis, hand_in in known.items():
        (task,) = hand_in.fails
        box = notebook.replace(task, hand_in.cells[task])
        first, second, *_ = shown_hints(diagnosis) or ("is open", "another")
        assert first in box.text, (diagnosis, box.text)
        assert second not in box.text, "it is folded away"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_the_box_is_readable(notebook, theme, width):
    known = one_for_each_diagnosis()
    notebook.command("apputils:change-theme", theme=theme)
    notebook.browser.set_window_size(width, 1000)
    for diagnosis in ("gradient-half", "no-zero-grad"):
        (task,) = known[diagnosis].fails
        box = notebook.replace(task, known[diagnosis].cells[task])
        drawing = box.find_element(By.CSS_SELECTOR, "svg")
        assert "expected" in drawing.get_attribute("aria-label")
        look = notebook.browser.execute_script(LOOK, box)
        assert look["right"] <= look["room"] + 1, "it does not stick out"
        assert look["drawing"] >= 150
        assert look["letters"] >= 7
        assert look["contrast"] >= 4.5
        box.find_element(By.CSS_SELECTOR, "details > summary").click()
        _, second, third = shown_hints(diagnosis)
        assert second in box.text
        assert third not in box.text
        picture(notebook, f"{diagnosis}-{theme.split()[1]}-{width}", box)
    notebook.browser.set_window_size(1400, 1000)


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


def test_the_right_code_passes_and_nothing_more_is_promised(notebook):
    solved = {cell.id: cell.source for cell in nbformat.read(SOLVED, as_version=4).cells}
    for task in ("manual_gradient", "grad_call", "backward_loop", "linear_model"):
        box = notebook.replace(task, solved[task])
        assert f"{task}: the public checks pass." in box.text
    picture(notebook, "passed", notebook.cell("check_linear_model"))


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
