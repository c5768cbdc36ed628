"""Cleaned notebooks in a real browser: pages of nbconvert, and formgrader as a TA opens it.

The browser tells when a script ran (`canary`, `alert` and the like write to its console, in every
frame), which addresses were asked for, and what stands in the page.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import browsing
import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from payloads import HTML_XSS, RUN, TEXTS, saved_outputs
from selenium.webdriver.common.by import By
from test_clean import PNG, TABLE
from test_formgrader import (
    adaline,
    formgrader,  # noqa: F401
    open_submission,
    record,
    score_box,
    wait,
)

from autograder.course import load_course
from autograder.gradebook import GradebookWriter
from autograder.notebooks import clean, read_notebook

pytestmark = browsing.needed

WATCH = """
for (const name of ["canary", "alert", "confirm", "prompt", "open", "print"])
    window[name] = () => console.error("CANARY " + name);
"""
# What is in the page: nothing here can be seen in the markup as reliably as by the browser.
FOUND = """
const BAD = ["script", "style", "link", "meta", "base", "form", "iframe", "frame", "object",
    "embed", "svg", "math", "template", "video", "audio", "select", "dialog"];
const found = [], root = document.querySelector(arguments[0]);
for (const element of root.querySelectorAll("*")) {
    if (element.closest(".panel-heading, .panel-footer")) continue;  // formgrader's own
    const name = element.tagName.toLowerCase(), style = getComputedStyle(element);
    const note = (what) => found.push(what + ": " + element.outerHTML.slice(0, 200));
    if (BAD.includes(name)) note("element");
    if (name == "input" && !element.disabled) note("input");
    if (/^(fixed|absolute|sticky)$/.test(style.position)) note("overlay");
    if (style.backgroundImage != "none" || style.listStyleImage != "none") note("picture");
    for (const attribute of element.attributes)
        if (/^on|^(srcset|srcdoc|action|formaction|background|poster|data-link|data-toggle)$/
            .test(attribute.name)) note("attribute");
    for (const url of [element.href, element.src])
        if (url && !/^(https?:|data:image\\/(png|jpeg|gif);base64,)/.test(url)) note("url");
    if (name == "a" && element.origin == location.origin
        && element.href.split("#")[0] != location.href.split("#")[0]) note("local link");
    if (name == "img" && !element.src.startsWith("data:")) note("remote picture");
    if (/^(check_\\w+|manual_gradient(-comment)?|Jupyter|MathJax|base_url|getElementById)$/
        .test(element.id || element.name)) note("id");
    if (/(^| )(modal|navbar|affix|mermaid|score|comment)/.test(element.className)) note("class");
}
return found;
"""

MIMES = (
    *("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png"),
    *("application/javascript", "text/vnd.mermaid", "application/json"),
)


def attacks(texts):
    """Return a notebook in which each text comes in every way that a hand-in has."""
    cells = []
    for payload in texts:
        data = dict.fromkeys(MIMES, payload)
        outputs = [
            new_output("stream", text=payload),
            new_output("error", ename=payload, evalue=payload, traceback=[payload]),
            new_output("execute_result", data={"text/plain": payload}),
            *(new_output("display_data", data={mime: payload}) for mime in data),
            new_output("display_data", data=data, metadata={"text/html": {"isolated": True}}),
        ]
        code = new_code_cell(f"x = '''\n{payload}\n'''", outputs=outputs)
        cells += [new_markdown_cell(payload), new_raw_cell(payload), code]
        cells += [new_raw_cell(payload, metadata={"raw_mimetype": "text/html", "x": payload})]
    svg = {"a.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"}}
    cells.append(new_markdown_cell("![a](attachment:a.svg)", attachments=svg))
    words = " ".join(texts)
    language = {"name": words, "pygments_lexer": words, "file_extension": words, "mimetype": words}
    return new_notebook(
        cells=cells,
        metadata={
            "title": words,
            "authors": [{"name": words}],
            "kernelspec": {"name": words, "display_name": words, "language": words},
            "language_info": language,
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"x": words}}},
        },
    )


def honest():
    """Return cells as students write them."""
    return [
        new_markdown_cell("## My *plan*\n\n$\\frac{1}{2}$ and [paper](https://arxiv.org/abs/1)"),
        new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": {"image/png": PNG}}),
        new_code_cell(
            "print('</script>')",
            outputs=[
                new_output("stream", text="\r 10%|#\r100%|##\n\x1b[31mred\x1b[0m <b>\n"),
                new_output("display_data", data={"text/html": TABLE, "text/plain": "mpg"}),
                new_output("display_data", data={"image/png": PNG, "text/plain": "<Figure>"}),
            ],
        ),
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A headless Chromium that notes scripts and requests, and reaches this machine alone."""
    with browsing.chromium(tmp_path_factory.mktemp("chromium")) as driver:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        yield driver


def scripts_run(browser):
    return [e["message"] for e in browser.get_log("browser") if "CANARY" in e["message"]]


def requests_sent(browser, home):
    """Return the addresses that were asked for, but for `home` and the templates' own."""
    events = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
    urls = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    own = (home, "data:image/", "https://cdnjs.cloudflare.com/", "blob:", "chrome")
    return {url for url in urls if not url.startswith(own)}


@pytest.fixture
def serve():
    """Serve one page at an address of this machine; every path is that page."""
    served = {"page": ""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(served["page"].encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def address(page):
        served["page"] = page
        return f"http://127.0.0.1:{server.server_port}/page"

    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def page_of(notebook, template):
    page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
    return page


@pytest.mark.parametrize("template", ["classic", pytest.param("lab", marks=pytest.mark.thorough)])
def test_pages_of_nbconvert_are_inert(browser, serve, tmp_path, template):
    notebook = attacks([*TEXTS, HTML_XSS])
    notebook.cells += honest() + read_notebook(saved_outputs(tmp_path)).cells
    browser.get("about:blank")
    scripts_run(browser), requests_sent(browser, "")
    address = serve(page_of(clean.notebook(notebook), template))
    browser.get(address)
    browser.execute_script("document.querySelectorAll('*').forEach((e) => e.focus())")
    assert browser.find_element(By.CSS_SELECTOR, "table.dataframe td").text == "18.0 < 19"
    assert scripts_run(browser) == []
    assert requests_sent(browser, address) <= {address.replace("/page", "/favicon.ico")}
    found = browser.execute_script(FOUND, "main")
    own = ('overlay: <div class="jp-', 'overlay: <a class="anchor-link')
    assert [note for note in found if not note.startswith(own)] == []


@pytest.mark.filterwarnings("ignore")  # nbconvert warns of what it cannot show
def test_without_cleaning_scripts_do_run(browser, serve):
    # The negative control: the watchers notice.
    browser.get("about:blank")
    scripts_run(browser), requests_sent(browser, "")
    notebook = attacks([f"<script>{RUN}</script><img src=http://redteam.invalid/x>"])
    notebook.cells.pop()  # nbconvert stumbles over its attachment
    address = serve(page_of(notebook, "classic"))
    browser.get(address)
    assert scripts_run(browser)
    assert "http://redteam.invalid/x" in requests_sent(browser, address)
    assert browser.execute_script(FOUND, "main")


@pytest.fixture
def course(course_folder):
    """A course in which eve's attacks were cleaned, and mallory's were not."""
    course = load_course(course_folder)
    attack = attacks([*TEXTS, HTML_XSS])
    simple = attacks([f"<script>{RUN}</script>"])
    simple.cells.pop()
    for student, cells in (("eve", attack.cells), ("mallory", simple.cells)):
        notebook = read_notebook(course.solution_notebook(adaline(course)))
        notebook.cells = [*cells, *honest(), *notebook.cells]
        if student == "eve":
            notebook.metadata = attack.metadata
            notebook = clean.notebook(notebook)
        path = course.autograded_dir(student, adaline(course)) / "adaline.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        record(course, student, lost=22)
    return course


@pytest.mark.thorough
def test_formgrader_is_inert_and_works(course, formgrader, browser):  # noqa: F811
    open_submission(browser, formgrader, "mallory")
    assert scripts_run(browser)  # the negative control
    browser.get("about:blank")
    scripts_run(browser), requests_sent(browser, "")

    open_submission(browser, formgrader, "eve")
    home = formgrader.removesuffix("formgrader")
    assert requests_sent(browser, home) == set()
    assert scripts_run(browser) == []
    assert browser.execute_script(FOUND, "#notebook-container") == []

    # Honest things show.
    assert browser.find_element(By.CSS_SELECTOR, "table.dataframe td").text == "18.0 < 19"
    assert browser.find_elements(By.CSS_SELECTOR, ".ansi-red-fg")
    widths = browser.execute_script(
        "return [...document.querySelectorAll('#notebook-container img')].map(i => i.naturalWidth)"
    )
    assert widths
    assert all(widths)
    words = browser.find_element(By.ID, "notebook").get_attribute("textContent")
    assert "$\\frac{1}{2}$" in words
    assert "100%|##" in words
    assert "print('</script>')" in words

    # And the page does its work: no heading stands in the place of a score's box.
    assert score_box(browser).tag_name == "input"
    score_box(browser).send_keys("25\t")
    wait(browser, lambda _: score_of(course, "eve") == 95)


def score_of(course, student):
    with GradebookWriter(course) as gradebook:
        return gradebook.recorded(adaline(course)).scores[student].score
