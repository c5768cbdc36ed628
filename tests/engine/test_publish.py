"""`autograder publish`: what goes out, when it may, and what is known of it afterwards.

Most tests take release/ as it lies there and the audit as given; the last ones ask for real.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from autograder.authoring.publish import ToExchange, ToFolder, Wish, bundle, due, publish
from autograder.authoring.release import released_files
from autograder.cli.commands import app
from autograder.course import load_course
from autograder.course.published import RECORD, editions, publications
from autograder.errors import CourseError, ReleaseError, StorageError, UsageError
from autograder.gradebook import GradebookWriter
from autograder.grading.scoring import withheld
from autograder.model import Settings, Submission
from autograder.notebooks import read_notebook, repair
from autograder.notebooks.editions import made_from

MODULE = sys.modules["autograder.authoring.publish.publish"]
GATE = sys.modules["autograder.authoring.publish.gate"]
PUBLISHED = ToFolder(Path("published"))
WISH = Wish(PUBLISHED, by="ada")


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


@pytest.fixture
def adaline(course):
    return course.assignment("adaline")


@pytest.fixture(autouse=True)
def proved(request, monkeypatch):
    """Take release/ for what source gives, and the audit for green, but where `real`."""
    asked = {"proved": True}
    marked = request.node.get_closest_marker("thorough")
    if marked is None or not marked.kwargs.get("real"):
        monkeypatch.setattr(MODULE, "released_files", as_they_lie_there)
        for module in (MODULE, GATE):
            monkeypatch.setattr(module, "is_proved", lambda *_: asked["proved"])
    return asked


def as_they_lie_there(course, assignment):
    folder = course.release_notebook(assignment).parent
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def zip_of(course, name="adaline"):
    return course.root / "published" / f"{name}.zip"


def change(path, grade_id, source):
    """Give a cell of a notebook another source."""
    notebook = nbformat.read(path, as_version=4)
    (cell,) = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    cell.source = source
    nbformat.write(notebook, path)


def given_cell(path):
    """Return the grade_id of a given code cell."""
    notebook = nbformat.read(path, as_version=4)
    marks = [c.metadata.get("nbgrader", {}) for c in notebook.cells if c.cell_type == "code"]
    return next(m["grade_id"] for m in marks if m.get("locked") and not m.get("grade"))


def test_a_bundle_holds_what_students_need_and_the_same_bytes_each_time(course, adaline):
    told, done = publish(course, adaline, WISH, adaline.release)
    assert done
    assert (told.edition, told.to, told.by, told.early, told.unaudited) == (
        *(1, "published", "ada"),
        *(False, False),
    )
    with zipfile.ZipFile(zip_of(course)) as archive:
        names = {name.removeprefix("adaline/") for name in archive.namelist()}
        page = archive.read("adaline/README.md").decode()
        packages = archive.read("adaline/requirements.txt").decode().split()
    given = {path.name for path in course.release_notebook(adaline).parent.iterdir()}
    assert names == {*given, "README.md", "requirements.txt"}
    assert "pip install -r requirements.txt" in page
    assert "adaline.ipynb --final" in page
    assert {"torch", "scikit-learn", "ipykernel", "pytorch-autograder"} <= set(packages)
    first = zip_of(course).read_bytes()
    zip_of(course).unlink()
    _, done = publish(course, adaline, WISH, adaline.due)
    assert (done, zip_of(course).read_bytes()) == (True, first), "it was gone, and is there again"
    assert publish(course, adaline, WISH, adaline.due) == (told, False)
    assert publications(course) == [told]


def test_the_courses_own_install_line_stands_in_the_page(course_folder):
    settings = course_folder / "course.yml"
    settings.write_text(
        f"publish: {{install: pip install https://x.org/e.whl}}\n{settings.read_text()}"
    )
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    files = bundle.bundle_files(
        course, adaline, as_they_lie_there(course, adaline), edition=1, changed=[]
    )
    assert b"    pip install https://x.org/e.whl\n" in files["README.md"]
    assert b"autograder" not in files["requirements.txt"]
    own = {**as_they_lie_there(course, adaline), "README.md": b"ours"}
    again = bundle.bundle_files(course, adaline, own, edition=1, changed=[])
    assert again["README.md"] == b"ours", "what the course says itself counts"


def test_it_is_refused_before_its_time_and_where_no_audit_was_green(course, adaline, proved):
    before = adaline.release - timedelta(minutes=1)
    with pytest.raises(UsageError, match="is released on"):
        publish(course, adaline, WISH, before)
    proved["proved"] = False
    with pytest.raises(ReleaseError, match="no audit has shown"):
        publish(course, adaline, WISH, adaline.release)
    assert not zip_of(course).exists()
    assert publications(course) == []
    told, _ = publish(
        course, adaline, Wish(PUBLISHED, early=True, unaudited=True, by="ada"), before
    )
    assert (told.early, told.unaudited) == (True, True)
    proved["proved"] = True
    other = Wish(ToFolder(course.root / "published"), early=True, unaudited=True)
    told, _ = publish(course, adaline, other, adaline.release)
    assert (told.early, told.unaudited) == (False, False), "what was not needed is not said"


def test_a_second_edition_says_what_changed_and_each_hand_in_keeps_its_own(course, adaline):
    publish(course, adaline, WISH, adaline.release)
    release = course.release_notebook(adaline)
    first = read_notebook(release)
    name = given_cell(release)
    change(release, name, "corrected = True")
    told, done = publish(course, adaline, WISH, adaline.release)
    assert done
    assert (told.edition, told.changed) == (2, (f"cell {name}",))
    with zipfile.ZipFile(zip_of(course)) as archive:
        page = archive.read("adaline/README.md").decode()
    assert "Edition 2" in page
    assert f"- cell {name}\n" in page
    second = read_notebook(release)
    for number, notebook in ((1, first), (2, second)):
        found = made_from(course, adaline, notebook)
        assert (found.number, found.latest) == (number, 2)
        assert repair(notebook, found.notebook).problems == ()
    assert "edition 1" in made_from(course, adaline, first).remark
    assert made_from(course, adaline, second).remark == ""


def test_an_edition_is_told_without_metadata_and_where_cells_came_or_went(course, adaline):
    release = course.release_notebook(adaline)
    whole = nbformat.read(release, as_version=4)
    publish(course, adaline, WISH, adaline.release)
    fewer = nbformat.from_dict(whole)
    fewer.cells = [cell for cell in whole.cells if cell.cell_type != "markdown"][:-1]
    nbformat.write(fewer, release)
    told, _ = publish(course, adaline, WISH, adaline.release)
    assert all(said.endswith("(gone)") for said in told.changed)
    for number, notebook in ((1, whole), (2, fewer)):
        bare = nbformat.from_dict(notebook)
        for cell in bare.cells:
            cell.metadata = nbformat.NotebookNode()
        assert made_from(course, adaline, bare).number == number
    release.unlink()
    with pytest.raises(UsageError, match="autograder release adaline"):
        made_from(course, adaline, whole)


def test_a_task_that_came_later_is_lacking_in_the_first_edition_alone(course, adaline):
    release = course.release_notebook(adaline)
    whole = nbformat.read(release, as_version=4)
    later = {"linear_model", "check_linear_model"}
    fewer = nbformat.from_dict(whole)
    fewer.cells = [
        cell
        for cell in fewer.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") not in later
    ]
    fewer.cells[0].source = "# An older text"
    nbformat.write(fewer, release)
    publish(course, adaline, WISH, adaline.release)
    nbformat.write(whole, release)
    # The audit asks before it is published.
    assert made_from(course, adaline, fewer).lacks(adaline) == ["linear_model"]
    told, _ = publish(course, adaline, WISH, adaline.release)
    assert {"cell linear_model (new)", "cell check_linear_model (new)"} < {*told.changed}
    assert any(said.startswith("text “# ") for said in told.changed), "no cell's bare id"
    first, second = made_from(course, adaline, fewer), made_from(course, adaline, whole)
    assert (first.number, first.lacks(adaline)) == (1, ["linear_model"])
    assert (second.number, second.lacks(adaline)) == (2, [])
    own = nbformat.from_dict(whole)
    own.cells = [cell for cell in whole.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    assert made_from(course, adaline, own).number == 2, "where nothing tells, the present one"


def test_an_edition_that_would_lose_scores_does_not_go_out(course, adaline):
    """`grade` would refuse to record anybody's after it."""
    release = course.release_notebook(adaline)
    whole = nbformat.read(release, as_version=4)
    publish(course, adaline, WISH, adaline.release)
    fewer = nbformat.from_dict(whole)
    fewer.cells = [
        cell
        for cell in fewer.cells
        if "linear_model" not in cell.metadata.get("nbgrader", {}).get("grade_id", "")
    ]
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline)
    nbformat.write(fewer, release)
    told, _ = publish(course, adaline, WISH, adaline.release)
    assert told.edition == 2, "nothing is lost while nobody has handed in"
    nbformat.write(whole, release)
    ada = Submission(student_id="ada", assignment="adaline", path=None)
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline)
        gradebook.record(withheld(course, adaline, Settings(), ada, "made up"), ada)
    whole.cells[0].source += " and more"
    nbformat.write(whole, release)
    assert publish(course, adaline, WISH, adaline.release)[0].edition == 3
    sent = zip_of(course).read_bytes()
    fewer.cells[0].source += " and less"
    nbformat.write(fewer, release)
    with pytest.raises(UsageError, match="lacks cells whose scores are recorded") as refused:
        publish(course, adaline, WISH, adaline.release)
    assert "put them back" in refused.value.remedy
    assert [one.number for one in editions(course, adaline)] == [1, 2, 3]
    assert zip_of(course).read_bytes() == sent


def test_other_files_and_metadata_make_an_edition_too(course, adaline):
    publish(course, adaline, WISH, adaline.release)
    folder = course.release_notebook(adaline).parent
    (folder / "data.csv").write_text("1,2\n")
    assert publish(course, adaline, WISH, adaline.due)[0].changed == ("file data.csv (new)",)
    notebook = nbformat.read(folder / "adaline.ipynb", as_version=4)
    notebook.metadata["title"] = "ADALINE"
    nbformat.write(notebook, folder / "adaline.ipynb")
    assert publish(course, adaline, WISH, adaline.due)[0].changed == ("the notebook's metadata",)
    assert [one.number for one in editions(course, adaline)] == [1, 2, 3]


def test_what_is_due_is_what_the_dates_say_and_never_a_second_edition(course, adaline):
    def names(now, wish=WISH):
        return [one.id for one in due(course, wish, now)]

    first = course.assignments[0]
    assert names(first.release.astimezone(UTC) - timedelta(seconds=1)) == []
    assert names(first.release) == [first.id]
    publish(course, adaline, WISH, adaline.release, first=True)
    assert "adaline" not in names(adaline.due)
    change(course.release_notebook(adaline), given_cell(course.release_notebook(adaline)), "x = 1")
    assert "adaline" not in names(adaline.due), "a correction goes out when a person says so"
    elsewhere = Wish(ToFolder(Path("web")))
    assert "adaline" in names(adaline.due, elsewhere)
    with pytest.raises(UsageError, match="changed since its edition 1"):
        publish(course, adaline, elsewhere, adaline.due, first=True)
    assert publish(course, adaline, WISH, adaline.due, first=True)[1] is False


def test_a_solution_waits_for_the_last_extension(course, adaline):
    wish = Wish(PUBLISHED, solutions=True)
    late = timedelta(minutes=course.late.grace_minutes)
    with pytest.raises(UsageError, match="students can hand in adaline"):
        publish(course, adaline, wish, adaline.due)
    with GradebookWriter(course) as gradebook:
        gradebook.extend(adaline, ["bob"], timedelta(days=2))
    with pytest.raises(UsageError, match="bob can hand in adaline"):
        publish(course, adaline, wish, adaline.due + late)
    assert due(course, wish, adaline.due + late) == [
        one for one in course.assignments if one.due < adaline.due
    ]
    over = adaline.due.astimezone(UTC) + timedelta(days=2) + late
    assert adaline in due(course, wish, over)
    told, _ = publish(course, adaline, wish, over)
    assert (told.what, told.edition) == ("solution", 1)
    with zipfile.ZipFile(zip_of(course, "adaline-solution")) as archive:
        solved = archive.read("adaline-solution/adaline.ipynb")
    assert solved == course.solution_notebook(adaline).read_bytes()
    with pytest.raises(UsageError, match="never published early"):
        publish(course, adaline, Wish(PUBLISHED, solutions=True, early=True), over)


@pytest.mark.parametrize("where", ["put", "note", "replace_folder"])
def test_a_run_that_is_killed_is_followed_by_one_that_ends_the_same(
    course, adaline, monkeypatch, where
):
    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    owner = ToFolder if where == "put" else MODULE
    with monkeypatch.context() as patched:
        patched.setattr(owner, where, killed)
        with pytest.raises(Killed):
            publish(course, adaline, WISH, adaline.release)
    told, _ = publish(course, adaline, WISH, adaline.due)
    assert publications(course) == [told]
    assert told.edition == 1
    assert bundle.sha256(zip_of(course).read_bytes()) == told.sha256
    assert [one.number for one in editions(course, adaline)] == [1]


def test_two_at_once_publish_once(course, adaline):
    done = []

    def one():
        done.append(publish(course, adaline, WISH, adaline.release, first=True)[1])

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, False, False, True]
    assert len(publications(course)) == 1


def test_what_cannot_be_written_loses_nothing(course, adaline, tmp_path):
    with pytest.raises(UsageError, match="is no folder"):
        publish(course, adaline, Wish(ToFolder(tmp_path / "web")), adaline.release)
    assert editions(course, adaline) == [], "nothing was begun"
    zip_of(course).mkdir(parents=True)
    with pytest.raises(StorageError, match=r"adaline\.zip"):
        publish(course, adaline, WISH, adaline.release)
    assert publications(course) == []
    zip_of(course).rmdir()
    secret = tmp_path / "secret"
    secret.write_text("mine")
    zip_of(course).symlink_to(secret)
    publish(course, adaline, WISH, adaline.release)
    assert secret.read_text() == "mine", "a link is replaced, not followed"


def test_a_damaged_record_is_named_with_its_line(course, adaline):
    publish(course, adaline, WISH, adaline.release)
    path = course.root / RECORD
    path.write_text(path.read_text() + "{}\n")
    with pytest.raises(CourseError, match=r"published\.jsonl:2: "):
        publish(course, adaline, WISH, adaline.release)


def test_cron_is_told_what_was_done_and_nothing_otherwise(course_folder):
    settings = course_folder / "course.yml"
    text = settings.read_text()
    for year in ("2026", "2027"):
        text = text.replace(f" {year}-", " 2999-")
    settings.write_text(text.replace("release: 2999-10-26 09:00", "release: 2020-10-26 09:00"))

    def run(*words):
        return CliRunner().invoke(app, ["--course", str(course_folder), "publish", *words])

    first = run("--due")
    assert (first.exit_code, len(first.stdout.splitlines())) == (0, 1), first.stderr
    assert first.stdout.startswith("gradient-descent: edition 1 published to published")
    again = run("--due")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    by_name = run("gradient-descent")
    assert "already published" in by_name.stdout
    line = json.loads((course_folder / RECORD).read_text())
    assert line["assignment"] == "gradient-descent"
    assert run("--due", "--solutions").stdout == ""
    for words in ((), ("--due", "adaline"), ("--due", "--early"), ("--all", "adaline")):
        assert isinstance(run(*words).exception, UsageError)
    refused = run("adaline", "gradient-descent")
    assert (refused.exit_code, "is released on" in refused.stderr) == (2, True)
    assert "already published" in refused.stdout, "what is wrong with one keeps no other back"


def test_what_lies_in_release_is_compared_and_never_read(course, adaline, tmp_path):
    """Whatever somebody put into release/, by hand or by a link, is not what source gives."""
    folder = course.release_notebook(adaline).parent
    secret = tmp_path / "reference.py"
    secret.write_text("answer = 42\n")
    (folder / "helper.py").symlink_to(secret)
    with pytest.raises(ReleaseError, match="is not what source/ gives"):
        released_files(course, adaline)


@pytest.mark.thorough(real=True)
@pytest.mark.parametrize(
    "attack", ["stray", "dangling", "cache", "output", "attachment", "metadata"]
)
def test_nothing_else_gets_into_a_bundle(course, adaline, attack):
    release, notebook_path = (
        course.release_notebook(adaline).parent,
        course.release_notebook(adaline),
    )
    solved = course.solution_notebook(adaline)
    if attack == "stray":
        shutil.copy(solved, release / "solution.ipynb")
    elif attack == "dangling":
        (release / "later.py").symlink_to("nowhere")
    elif attack == "cache":
        (release / "__pycache__").mkdir()
        (release / "__pycache__" / "reference.cpython-311.pyc").write_bytes(b"answer")
    else:
        notebook = nbformat.read(notebook_path, as_version=4)
        hidden = "return 2 * x.T @ residual / len(y)"
        if attack == "output":
            code = next(cell for cell in notebook.cells if cell.cell_type == "code")
            code.outputs = [nbformat.v4.new_output("stream", name="stdout", text=hidden)]
        elif attack == "attachment":
            text = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
            text.attachments = {"a.txt": {"text/plain": hidden}}
        else:
            notebook.metadata["answers"] = {"grad_call": hidden}
        nbformat.write(notebook, notebook_path)
    with pytest.raises(ReleaseError, match="is not what source/ gives"):
        publish(course, adaline, Wish(PUBLISHED, unaudited=True), adaline.release)
    assert not zip_of(course).exists()


@pytest.mark.thorough(real=True)
def test_the_bundles_of_this_course_hold_nothing_hidden(course):
    hidden = {
        path.read_bytes()
        for part in ("graders", "submissions")
        for path in (course.root / "tests" / part).rglob("*.py")
    }
    for week in course.assignments:
        publish(course, week, Wish(PUBLISHED, unaudited=True), week.release)
        with zipfile.ZipFile(zip_of(course, week.id)) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                assert data not in hidden
                assert b"BEGIN SOLUTION" not in data
                assert b"kit.hidden" not in data


@pytest.mark.thorough
def test_nbgraders_exchange_gets_it_as_nbgrader_gives_it(course, adaline, tmp_path, monkeypatch):
    root = tmp_path / "exchange"
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(root)!r}\n")
    for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    wish = Wish(ToExchange())
    told, done = publish(course, adaline, wish, adaline.release)
    assert (told.to, done) == ("nbgrader's exchange", True)
    outbound = root / "pytorch" / "outbound" / "adaline"
    assert {path.name for path in outbound.iterdir()} == set(told.files)
    assert (root / "pytorch" / "inbound").stat().st_mode & 0o777 == 0o733
    assert publish(course, adaline, wish, adaline.due)[1] is False
    change(course.release_notebook(adaline), given_cell(course.release_notebook(adaline)), "x = 1")
    assert publish(course, adaline, wish, adaline.due)[0].edition == 2
    assert "x = 1" in (outbound / "adaline.ipynb").read_text()
    student = tmp_path / "student"
    student.mkdir()
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'pytorch'\n"
        f"c.Exchange.root = {str(root)!r}\n"
    )
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "fetch_assignment", "adaline"],
        cwd=student,
        env={**os.environ},
        check=True,
        capture_output=True,
    )
    assert (student / "adaline" / "README.md").is_file()


@pytest.mark.thorough(real=True)
def test_an_edition_goes_its_whole_way(tmp_path, autograder):
    """Audit, publish, grade, bring a correction with a further task, grade both editions."""
    (tmp_path / "course.yml").write_text(
        "id: drill\ntitle: Drill\nterm: Now\ntimezone: Europe/Berlin\nexecution: {device: cpu}\n"
        "assignments: []\n"
    )

    def say(*words, code=0):
        done = autograder(*words, cwd=tmp_path)
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr

    say("new", "small")
    assert "no audit has shown" in say("publish", "small", "--early", code=1)
    say("audit", "small", "--seeds", "1")
    assert "edition 1 published" in say("publish", "small", "--early")
    first = (tmp_path / "solutions" / "small" / "small.ipynb").read_bytes()
    hand_in(tmp_path, "ada", first)
    say("grade", "small")
    say("mark", "small", "ada", "first_task", "9", "--comment", "see me")
    source = tmp_path / "source" / "small" / "small.ipynb"
    name = given_cell(source)
    cell = next(
        cell
        for cell in nbformat.read(source, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )
    change(source, name, f"{cell.source}\ncorrected = True")
    with_a_further_task(tmp_path, source)
    say("release", "small")
    assert "no audit has shown" in say("publish", "small", "--early", code=1)
    say("audit", "small", "--seeds", "1")
    rows = json.loads((tmp_path / "reports" / "audit.json").read_bytes())["rows"]
    assert [row["asked"] for row in rows if row["question"] == "editions"] == [1]
    assert f"changed since edition 1: cell {name}" in say("publish", "small", "--early")
    hand_in(tmp_path, "bob", (tmp_path / "solutions" / "small" / "small.ipynb").read_bytes())
    say("grade", "small")
    for student, edition in (("ada", 1), ("bob", 2)):
        report = json.loads(
            (tmp_path / "autograded" / student / "small" / "report.json").read_text()
        )
        assert (report["edition"], report["score"]) == (edition, report["max_score"])
        assert not any("edited" in problem for problem in report["problems"])
        given = any("had no task a_task: the points are given" in it for it in report["problems"])
        assert given == (edition == 1)
    assert "not graded" not in say("status")
    shown = say("show", "small", "ada")
    assert "14 of 15" in shown, "a mark of before stays"


def hand_in(root, student, data):
    folder = root / "submitted" / student / "small"
    folder.mkdir(parents=True)
    (folder / "small.ipynb").write_bytes(data)


def with_a_further_task(root, source):
    """Give the week a task `a_task` of 5 points, and a given cell, that come after hand-ins."""
    notebook = nbformat.read(source, as_version=4)
    task, check = (
        next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
        for name in ("first_task", "check_first_task")
    )
    given, solution, checked = (nbformat.from_dict(cell) for cell in (check, task, check))
    given.metadata.nbgrader.update(grade_id="given_late", grade=False)
    del given.metadata.nbgrader["points"]
    solution.metadata.nbgrader.grade_id = "a_task"
    checked.metadata.nbgrader.update(grade_id="check_a_task", points=5)
    given.source, checked.source = "late = True", 'check("a_task")'
    body = "    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    solution.source = f"def double(x):\n{body}"
    for cell, name in ((given, "late"), (solution, "a-task"), (checked, "check-a")):
        cell.id = name
    notebook.cells[-2:-2] = [given, solution, checked]
    nbformat.write(notebook, source)
    course = root / "course.yml"
    text = course.read_text().replace("points: 10\n", "points: 15\n")
    course.write_text(text.rstrip() + "\n      - {id: a_task, points: 5, title: Double}\n")
    definition = source.with_name("public_checks.py")
    text = definition.read_text().replace("import Form,", "import Form, function,")
    definition.write_text(text.rstrip().removesuffix("}") + A_TASK)
    graders = root / "tests" / "graders" / "small"
    (graders / "test_a_task.py").write_text(
        "from autograder.kit.hidden import Grader\n\n"
        'grader = Grader("a_task", truth=lambda given: 2 * given["x"], wrong=[])\n'
    )
    (root / "tests" / "submissions" / "small" / "mistakes" / "thrice.py").write_text(
        '"""Thrice. diagnosis: none"""\n# %% a_task\n-     return 2 * x\n+     return 3 * x\n'
    )


A_TASK = """    "a_task": function(
        "double",
        form=Form("the double", {"it": [("n",)]}, sizes=lambda given: {"n": len(given["x"])}),
        problem=lambda draw, n=7: {"x": draw(n)},
        arguments=("x",),
        points={"returns": 1, "values": 4},
    ),
}
"""


def test_a_time_of_the_record_has_a_timezone(course, adaline):
    publish(course, adaline, WISH, datetime(2030, 1, 1, tzinfo=UTC))
    assert publications(course)[0].time.utcoffset() == timedelta()
