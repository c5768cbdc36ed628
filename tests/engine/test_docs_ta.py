"""docs/ta.md, as a TA types it: each command of the page, in its order, on a small class.

Graders are stubs; `doctor`, `collect`, the gradebook, pages, report and exports are real.
"""

import csv
import re
import shlex
import zipfile

import pytest
from folders import ROOT

from autograder.course import load_course

PAGE = (ROOT / "docs" / "ta.md").read_text()
STUDENTS = {
    "ada": "Ada Lovelace",
    "bob": 'Bob "Bo" Müller',
    "carl": "Carl, Jr.",
    "dora": "Dora Ünal",
}


def commands():
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def canvas_name(place, name, late):
    plain = re.sub(r"[^a-z]", "", name.split()[-1].lower() + name.split()[0].lower())
    return f"{plain}{'_LATE' if late else ''}_{100 + place}_{200 + place}_adaline.ipynb"


@pytest.fixture
def course(course_folder, orders):  # noqa: ARG001 - graders are stubs
    """A course with what a TA has beside it: Canvas's download, the roster, Canvas's gradebook."""
    settings = course_folder / "course.yml"  # pages at any time, whenever this runs
    settings.write_text(settings.read_text().replace("before_due: nothing", "before_due: full"))
    course = load_course(course_folder)
    adaline = course.assignment("adaline")
    solution = course.solution_notebook(adaline).read_bytes()
    with zipfile.ZipFile(course_folder / "submissions.zip", "w") as archive:
        for place, (id, name) in enumerate(STUDENTS.items()):
            archive.writestr(canvas_name(place, name, late=id == "bob"), solution)
    with (course_folder / "class.csv").open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["id", "name", "email", "canvas_id"])
        lines.writerows(
            [id, name, f"{id}@example.org", 100 + place]
            for place, (id, name) in enumerate(STUDENTS.items())
        )
    with (course_folder / "gradebook.csv").open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Student", "ID", "SIS Login ID", "Section", f"{adaline.title} (7)"])
        lines.writerow(["    Points Possible", "", "", "", "100"])
        lines.writerows(
            [name, 100 + place, id, "A", ""] for place, (id, name) in enumerate(STUDENTS.items())
        )
    return course


@pytest.mark.thorough
def test_every_command_of_the_page_does_what_it_says(course, autograder):
    typed = commands()
    assert len(typed) > 20
    said = {}
    for line in typed:
        program, *words = shlex.split(line)
        assert program == "autograder"
        done = autograder(*words, cwd=course.root)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        said[line] = " ".join((done.stdout + done.stderr).split())

    def of(start):
        return next(text for line, text in said.items() if line.startswith(start))

    assert "late by 8 h 31 min" in of("autograder late")
    assert "bob: 85.5 of 100" in of("autograder mark")
    assert "dora is excused" in of("autograder excuse")
    filled = list(csv.reader((course.root / "back.csv").read_text().splitlines()))
    scores = {row[2]: row[4] for row in filled[2:]}
    assert scores == {"ada": "100", "bob": "100", "carl": "100", "dora": "EX"}
    assert (course.root / "reports" / "adaline.html").is_file()
    assert len(list((course.root / "feedback").glob("*/adaline/adaline.html"))) == 4


def test_each_message_of_the_table_is_one_that_is_said():
    """A message that was reworded is found by nobody who looks for it."""
    table = PAGE[PAGE.index("| message |") :]
    engine = "".join(path.read_text() for path in sorted((ROOT / "autograder").rglob("*.py")))
    engine = re.sub(r'"\s*f?"', "", engine)  # a text that goes on in the next line
    rows = re.findall(r"^\| (`.*?`(?: or `.*?`)?)", table, re.MULTILINE)
    assert len(rows) >= 8
    for row in rows:
        for message in re.findall(r"`(.*?)`", row):
            longest = max(re.split(r"adaline|\.\.\.", message), key=len).strip()
            assert longest in engine, message
