"""A real JupyterLab and a real browser: a notebook as a student opens, types, runs and saves it."""

import json
import os
from contextlib import contextmanager
from pathlib import Path

import browsing
import nbformat
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait


@contextmanager
def lab(root, work):
    """Serve the folder `work` by JupyterLab on this machine alone; give the address."""
    settings = root / "settings" / "@jupyterlab"
    _write(settings / "notebook-extension/tracker", {"windowingMode": "none"})
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    _write(settings / "apputils-extension/notification", quiet)
    options = (
        *("--expose-app-in-browser", "--LabApp.news_url="),
        f"--LabApp.user_settings_dir={root / 'settings'}",
        f"--LabApp.workspaces_dir={root / 'workspaces'}",
    )
    with browsing.jupyter("jupyterlab", root, work, *options) as address:
        yield address


def _write(path, settings):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".jupyterlab-settings").write_text(json.dumps(settings))


_FOCUS = """
const notebook = jupyterapp.shell.currentWidget.content;
notebook.activeCellIndex = arguments[0];
notebook.mode = 'edit';
notebook.activeCell.editor.focus();
"""
_IDLE = (
    "const kernel = jupyterapp.shell.currentWidget?.sessionContext.session?.kernel;"
    "return kernel?.status === 'idle';"
)
_PROMPT = (
    "return jupyterapp.shell.currentWidget.content.widgets[arguments[0]]"
    ".node.querySelector('.jp-InputPrompt').textContent"
)
_OUTPUT = (
    "return jupyterapp.shell.currentWidget.content.widgets[arguments[0]]"
    ".node.querySelector('.jp-OutputArea').innerText"
)
_SOURCE = (
    "return jupyterapp.shell.currentWidget.content.widgets[arguments[0]]"
    ".model.sharedModel.getSource()"
)
_COMMAND = (
    "const done = arguments[2];"
    "jupyterapp.commands.execute(arguments[0], arguments[1]).then(() => done(), done);"
)


class Notebook:
    """The notebook at `path`, open in the browser."""

    def __init__(self, browser, lab, work, path):
        self.browser = browser
        self.path = path
        cells = nbformat.read(path, as_version=4).cells
        self.places = {cell.id: place for place, cell in enumerate(cells)}
        self.code = [cell.id for cell in cells if cell.cell_type == "code"]
        browser.get(f"{lab}doc/tree/{path.relative_to(work)}")
        self.until(lambda _: len(self.cells()) == len(self.places))
        self.until(lambda page: page.execute_script(_IDLE))

    def until(self, found, seconds=600):
        return WebDriverWait(self.browser, seconds, poll_frequency=0.03).until(found)

    def command(self, name, **arguments):
        return self.browser.execute_async_script(_COMMAND, name, arguments)

    def run_all(self):
        """Run every cell, and wait until the last one has run."""
        self.command("runmenu:run-all")
        self.until(lambda _: self.prompt(self.code[-1]) not in ("[*]:", "[ ]:"))

    def restart_and_run_all(self):
        """Choose that in the menu Kernel, agree, and wait until the last cell has run again."""
        self.command("notebook:clear-all-cell-outputs")  # and what stands before each cell
        self.browser.execute_script("jupyterapp.commands.execute('runmenu:restart-and-run-all')")
        agree = ".jp-Dialog .jp-mod-warn"
        self.until(lambda page: page.find_element(By.CSS_SELECTOR, agree)).click()
        self.until(lambda _: self.prompt(self.code[-1]) not in ("[*]:", "[ ]:"))

    def save(self):
        self.command("docmanager:save")

    def run(self, cell_id):
        """Run one cell; return what stands below it when it has run."""
        before = self.prompt(cell_id)
        self.browser.execute_script(_FOCUS, self.places[cell_id])
        self.keys(Keys.CONTROL, Keys.ENTER)
        self.until(lambda _: self.prompt(cell_id) not in (before, "[*]:", "[ ]:"))
        return self.output(cell_id)

    def output(self, cell_id):
        """Return the text below a cell."""
        return self.browser.execute_script(_OUTPUT, self.places[cell_id])

    def theme(self, name):
        """Change to JupyterLab's "Light" or "Dark", and wait until nothing lies over the page."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name}")
        self.until(lambda page: not page.find_elements(By.ID, "jupyterlab-splash"))

    def cells(self):
        return self.browser.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-Cell")

    def cell(self, cell_id):
        return self.cells()[self.places[cell_id]]

    def source(self, cell_id):
        return self.browser.execute_script(_SOURCE, self.places[cell_id])

    def prompt(self, cell_id):
        """Return what stands before a cell: [7]:, or [*]: while it runs."""
        return self.browser.execute_script(_PROMPT, self.places[cell_id])

    def type(self, cell_id, source):
        """Type `source` into a cell in place of what is there."""
        self.browser.execute_script(_FOCUS, self.places[cell_id])
        self.keys(Keys.CONTROL, "a")
        self.browser.execute_cdp_cmd("Input.insertText", {"text": source})

    def replace(self, task, source):
        """Type `source` into a task's cell, run it and the check below; return the check's box."""
        check = f"check_{task}"
        before = self.prompt(check)
        self.type(task, source)
        self.keys(Keys.SHIFT, Keys.ENTER, Keys.ENTER)
        self.until(lambda _: self.prompt(check) not in (before, "[*]:", "[ ]:"))
        return self.box(check)

    def keys(self, held, *others):
        ActionChains(self.browser).key_down(held).send_keys(*others).key_up(held).perform()

    def box(self, cell_id):
        return self.until(
            lambda _: self.cell(cell_id).find_element(By.CSS_SELECTOR, ".jp-RenderedHTML > div")
        )

    def picture(self, name, element=None):
        """Leave a picture for a person to look at, in the folder that PUBLIC_PICTURES names."""
        if folder := os.environ.get("PUBLIC_PICTURES"):
            if element is not None:
                self.browser.execute_script(
                    "arguments[0].scrollIntoView({block: 'center'})", element
                )
            self.browser.save_screenshot(str(Path(folder) / f"{name}.png"))
