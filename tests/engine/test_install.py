"""What is installed: a student's little, an instructor's all; and both ways walked with no more.

In environments that hold nothing else, by the wheel, without this repository.
"""

import json
import re
import shutil
import tempfile
import zipfile
from contextlib import contextmanager

import pytest
from folders import ROOT, copy_course
from installs import COURSE, GIVEN, STUDENT, Environment, brought_by, build_wheel
from packaging.utils import canonicalize_name
from students import WEEK, cell_of, edit, student_folder

from autograder import __version__
from autograder.authoring.publish import ToFolder, Wish, publish
from autograder.course import load_course

# Google Colab's.
COLAB = (
    "ipython==7.34.0",
    "ipykernel==6.17.1",
    "notebook==6.5.7",
    "tornado~=6.5.0",
    "traitlets==5.7.1",
)
NOT_FOR_STUDENTS = {
    *("nbgrader", "jupyter", "jupyterlab", "notebook", "nbformat", "nbconvert", "pytest"),
    *("sqlalchemy", "pydantic", "typer"),
}
INSTALL = "pip install 'pytorch-autograder[course]'"
TASKS = ["manual_gradient", "grad_call", "backward_loop", "linear_model"]

# Runs code cells, a JSON list on stdin, in a kernel that begins in the current folder; prints what
# each shows as (kind, text, HTML).
KERNEL = """
import json, sys
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(startup_timeout=600, kernel_name="python3")
shown = []

def show(message):
    kind, content = message["msg_type"], message["content"]
    data = content.get("data", {})
    text = data.get("text/plain") or content.get("text") or content.get("evalue", "")
    if kind in ("display_data", "stream", "error"):
        shown.append((kind, text, data.get("text/html", "")))

for source in json.loads(sys.argv[1]):
    # With `stop_on_error` Colab's kernel may drop a cell that comes right after one that failed.
    options = {"stop_on_error": False, "timeout": 600, "output_hook": show}
    reply = client.execute_interactive(source, **options)["content"]
    assert reply["status"] in ("ok", "error"), (source, reply)
client.stop_channels()
manager.shutdown_kernel(now=True)
print(json.dumps(shown))
"""


def test_a_students_install_brings_little():
    student, given = set(brought_by(STUDENT)), set(brought_by(GIVEN))
    more = {"pytorch-autograder", *student - given}
    assert more == {"pytorch-autograder", "msgpack", "rich", "markdown-it-py", "mdurl"}
    assert not student & NOT_FOR_STUDENTS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@contextmanager
def environment(requirements, *arguments):
    """An environment with what requirements bring, and what pip installs of `arguments`."""
    place = ROOT / ".cache"  # beside this environment, whose files are linked
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix="environment-") as folder:
        made = Environment(place / folder, brought_by(requirements).values())
        made.install(*arguments)
        made.check()
        yield made


@pytest.mark.thorough
def test_the_wheel_holds_the_engine_and_nothing_of_a_course(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "autograder",
        f"pytorch_autograder-{__version__}.dist-info",
    }
    held = {name for name in names if name.startswith("autograder/")}
    files = (path for path in (ROOT / "autograder").rglob("*") if path.is_file())
    wanted = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert held == wanted


@pytest.mark.thorough
def test_a_student_has_what_is_needed_from_the_wheel_alone(wheel, tmp_path):
    with environment(STUDENT, "--no-deps", "--no-index", wheel) as student:
        assert set(student.versions()) == {"pytorch-autograder", *brought_by(STUDENT)}
        walk_a_students_way(student, tmp_path)


@pytest.mark.thorough
def test_a_student_has_what_is_needed_with_the_versions_of_colab(wheel, tmp_path):
    heavy = [name for name in GIVEN if name != "ipykernel"]
    with environment(heavy, wheel, *COLAB) as colab:
        found = colab.versions()
        assert (found["ipython"], found["ipykernel"]) == ("7.34.0", "6.17.1")
        assert (found["notebook"], found["traitlets"]) == ("6.5.7", "5.7.1")
        assert found["tornado"].startswith("6.5")
        walk_a_students_way(colab, tmp_path)


def walk_a_students_way(student, folder):
    """Open the bundle of week 4, run check boxes, check in a terminal, and hand in."""
    notebook = student_folder(folder / "bundle", "release")
    opened = boxes(student, notebook)
    for task, (text, _) in zip(TASKS, opened, strict=True):
        assert f"`{task}` is open" in text
    done = student.run("autograder", "check", notebook.name, cwd=notebook.parent)
    assert (done.returncode, "0 of 4 tasks" in done.stdout) == (1, True), done.stdout + done.stderr

    shutil.copy(ROOT / "solutions" / WEEK / notebook.name, notebook)
    edit(notebook, sum_in_place_of_mean)
    wrong = boxes(student, notebook)[0]
    assert "If every sample were in the batch twice" in wrong[0], wrong
    assert "<details" in wrong[1], "further hints are folded away"

    shutil.copy(ROOT / "solutions" / WEEK / notebook.name, notebook)
    for text, html in boxes(student, notebook):
        assert "the public checks pass" in text
        assert "the public checks pass" in html
    said = "".join(text for _, text, _ in run(student, notebook, 'final_check("adaline.ipynb")'))
    assert "4 of 4 tasks: the public checks pass." in said
    assert "nothing is missing: hand this file in" in said
    assert json.loads((notebook.parent / "adaline.receipt.json").read_text())["problems"] == []
    expect_words_about_the_extra(student, notebook.parent)


def run_the_students_page(student, bundle, notebook):
    """Run each command of docs/student.md, in its order, with the bundle's notebook solved."""
    page = (ROOT / "docs" / "student.md").read_text()
    blocks = re.findall(r"^```\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`(autograder [^`]+\.ipynb[^`]*)`", page)
    lines = [line.split("  #")[0].split() for line in [*"".join(blocks).splitlines(), *inline]]
    checks = [words[1:] for words in lines if words[:2] == ["autograder", "check"]]
    assert [words[2:] for words in checks] == [
        *([], ["--task", "grad_call", "--hints", "2"], ["--watch"], ["--final"]),
    ]
    for words in checks:
        if "--watch" not in words:  # which goes on until somebody presses q
            done = student.run("autograder", *words, cwd=bundle)
            assert done.returncode == 0, (words, done.stdout, done.stderr)
    assert (bundle / notebook).with_suffix(".receipt.json").exists()


@pytest.mark.thorough
def test_the_students_page_is_true_for_a_published_bundle(wheel, tmp_path):
    """From the bundle that `publish` makes, with the ways to go wrong that the page names."""
    course = load_course(copy_course(tmp_path / "course"))
    week = course.assignment(WEEK)
    wish = Wish(ToFolder(tmp_path), early=True, unaudited=True, by="a test")
    publish(course, week, wish, week.release, first=False)
    zipfile.ZipFile(tmp_path / f"{WEEK}.zip").extractall(tmp_path / "downloads")
    bundle = tmp_path / "downloads" / WEEK
    assert {"README.md", "requirements.txt", f"{WEEK}.ipynb"} < set(map(str, names(bundle)))
    with environment(STUDENT, "--no-deps", "--no-index", wheel) as student:
        wanted = (bundle / "requirements.txt").read_text().split()
        assert {canonicalize_name(name) for name in wanted} <= student.versions().keys()

        def check(*words, cwd=bundle):
            done = student.run("autograder", "check", *words, cwd=cwd)
            return done.returncode, done.stdout + done.stderr

        code, said = check(f"{WEEK}.ipynb")
        assert (code, "0 of 4 tasks" in said) == (1, True), said
        shutil.copy(course.solution_notebook(week), bundle)
        run_the_students_page(student, bundle, f"{WEEK}.ipynb")
        shutil.copy(bundle / f"{WEEK}.ipynb", bundle / "mine.ipynb")
        code, said = check("mine.ipynb", "--task", "grad_call")
        assert (code, f"hand it in as {WEEK}.ipynb" in said) == (0, True), said
        alone = tmp_path / "alone"
        alone.mkdir()
        shutil.copy(bundle / f"{WEEK}.ipynb", alone)
        for words, cwd in (([f"{WEEK}.ipynb"], alone), (["none.ipynb"], bundle)):
            code, said = check(*words, cwd=cwd)
            assert (code, "remedy:" in said) == (2, True), said
        edit(bundle / f"{WEEK}.ipynb", never_ending_and_no_python)
        code, said = check(f"{WEEK}.ipynb")
        assert code == 1
        assert "is there a loop that never ends?" in said
        assert "SyntaxError" in said


def names(folder):
    return [path.relative_to(folder) for path in folder.rglob("*")]


def never_ending_and_no_python(content):
    cell_of(content, "manual_gradient")["source"] = "def backward(:"
    cell = cell_of(content, "grad_call")
    cell["source"] = "".join(cell["source"]) + "\nwhile True:\n    pass"


def boxes(student, notebook):
    """Return what the boxes show in a kernel, as (text, HTML)."""
    shown = run(student, notebook)
    assert not any("Error in callback" in text for _, text, _ in shown), shown
    found = [(text, html) for kind, text, html in shown if kind == "display_data" and html]
    assert len(found) == len(TASKS), shown
    return found


def run(student, notebook, *more):
    """Run the notebook up to its last check, then `more` twice, in a kernel beside it."""
    cells = [c for c in json.loads(notebook.read_text())["cells"] if c["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    last = max(n for n, source in enumerate(sources) if source.startswith("check("))
    asked = ["from autograder.public import check, final_check", *sources[: last + 1], *more, *more]
    done = student.run("python", "-c", KERNEL, json.dumps(asked), cwd=notebook.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def sum_in_place_of_mean(content):
    cell = cell_of(content, "manual_gradient")
    cell["source"] = "".join(cell["source"]).replace(" / len(y)", "")


def expect_words_about_the_extra(student, folder):
    helped = student.run("autograder", "--help", cwd=folder)
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "autograder check NOTEBOOK" in helped.stdout
    for command in (["grade", WEEK], ["--course", ".", "status"], ["formgrader", "--only", "x"]):
        done = student.run("autograder", *command, cwd=folder)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 2
        assert INSTALL in done.stderr
    alone = student.run("autograder", cwd=folder)
    assert (alone.returncode, alone.stdout) == (0, helped.stdout)
    version = student.run("autograder", "--version", cwd=folder)
    assert (version.returncode, version.stdout) == (0, f"{__version__}\n")
    assert student.run("autograder", "chekc", cwd=folder).returncode == 2


@pytest.mark.thorough
def test_an_instructor_grades_a_course_from_the_wheel_alone(wheel, tmp_path):
    course = copy_course(tmp_path / "course")
    with environment(COURSE, "--no-deps", "--no-index", wheel) as instructor:
        assert set(instructor.versions()) == {"pytorch-autograder", *brought_by(COURSE)}
        shutil.rmtree(course / "release" / WEEK)
        shutil.rmtree(course / "solutions" / WEEK)
        command(instructor, course, "release", WEEK)
        for student, change in (("ada", None), ("eve", look_for_what_is_hidden)):
            target = course / "submitted" / student / WEEK / f"{WEEK}.ipynb"
            target.parent.mkdir(parents=True)
            shutil.copy(course / "solutions" / WEEK / target.name, target)
            if change:
                edit(target, change)
        assert "100" in command(instructor, course, "grade", WEEK)
        for student in ("ada", "eve"):
            folder = course / "autograded" / student / WEEK
            report = json.loads((folder / "report.json").read_text())
            assert (report["status"], report["score"]) == ("pass", 100)
        executed = (folder / f"{WEEK}.ipynb").read_text()
        assert "what is hidden: []" in executed
        assert "hidden it is" in executed
        command(instructor, course, "feedback", WEEK)
        assert (course / "feedback" / "ada" / WEEK / f"{WEEK}.html").stat().st_size > 10_000
        command(instructor, course, "report", WEEK)
        command(instructor, course, "new", "extra-week")
        command(instructor, course, "release", "extra-week")
        command(instructor, course, "export", WEEK, "--to", "csv")


def command(instructor, course, *arguments):
    """Run a command that must succeed; return what it prints."""
    done = instructor.run("autograder", *arguments, cwd=course)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def look_for_what_is_hidden(content):
    source = (
        "import os\n"
        "names = ('grader.py', 'pytest_entry.py', 'catalogue.toml', 'course.yml')\n"
        "found = [f'{place}/{name}' for root in ('/opt', '/notebook', '/tmp', '/home', '/root')\n"
        "         for place, _, files in os.walk(root) for name in files if name in names]\n"
        "print('what is hidden:', found)\n"
        "import autograder.kit\n"
        "try:\n"
        "    import autograder.kit.hidden.grader\n"
        "except ModuleNotFoundError:\n"
        "    print('hidden it is')\n"
    )
    own = {"cell_type": "code", "id": "own", "metadata": {}, "execution_count": None}
    content["cells"].append({**own, "outputs": [], "source": source})
