"""The whole week as a TA types it: from an LMS's download to the files that it takes back.

Graders are stubs, which go by the text of a hand-in: a score tells whose notebook was graded. The
commands, the gradebook, pages, bundles and exports are real, and read by the LMSs' own rules.
Moodle stands for all in every run; test_docs_ta.py walks Canvas as well.
"""

import csv
import json
from dataclasses import dataclass
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from collecting import stamped, zipped
from exporting import GERMAN, table
from lms_readers import Canvas, MoodleWorksheet, canvas_comments, gradescope, moodle_feedback
from stubbed import order

from autograder.course import load_course


@dataclass(frozen=True)
class Who:
    """A student, the tasks that are wrong in their hand-in, and how late it comes."""

    id: str
    first: str
    last: str
    number: str
    wrong: tuple[str, ...] = ()
    late: bool = False

    @property
    def name(self):
        return f"{self.first} {self.last}".strip()

    @property
    def sortable(self):
        return f"{self.last}, {self.first}" if self.first else self.last

    @property
    def email(self):
        return f"{self.id}@example.org"

    @property
    def sid(self):
        return f"00{self.number}"


UNREADABLE = Who("0007", "Łukasz", "Broken", "17")
MISSING = Who("kurt", "Kurt", "Gödel", "18")
EXCUSED = Who("eve", "Eve", "d'Arc", "19")
WITHHELD = Who("wil", "Wil", "Held", "20")
CLASS = (
    Who("0042", "Ada", "Lovelace, King", "11"),
    Who("s_under", "Zoë", "Under_Score", "12", ("grad_call",)),
    Who("obrien", 'Seán "Jack"', "O'Brien", "13", ("manual_gradient",)),
    Who("mueller1", "Max", "Müller", "14", ("backward_loop", "linear_model"), late=True),
    Who("mueller2", "Max", "Müller", "15", ("manual_gradient",), late=True),
    Who("formula", "", "=HYPERLINK(1)", "16", ("grad_call", "linear_model")),
    UNREADABLE,
    MISSING,
    EXCUSED,
    WITHHELD,
)
SUBMITTED = tuple(who for who in CLASS if who is not MISSING)
SCORES = {
    "0042": 100,
    "s_under": 80,
    "obrien": 82.5,  # 70, and 12.5 by hand
    "mueller1": 45,  # 50, a day late
    "mueller2": 70,  # as late, with an extension
    "formula": 60,
    "0007": 0,
}
WANTED = {who.number: SCORES[who.id] for who in CLASS if who.id in SCORES}
STRANGER = Who("test", "Test", "Student", "99")


@pytest.fixture
def week(course_folder, orders, autograder):
    """A course whose pages are shown at any time, and in which a grader fails for one hand-in."""
    settings = course_folder / "course.yml"
    settings.write_text(settings.read_text().replace("before_due: nothing", "before_due: full"))
    order(orders, WITHHELD.id, "die")
    return Week(course_folder, orders, autograder)


class Week:
    """What a TA has in the course folder, and types there."""

    def __init__(self, folder, orders, autograder):
        self.folder, self.orders, self._autograder = folder, orders, autograder
        self.course = load_course(folder)
        self.adaline = self.course.assignment("adaline")
        self.late = self.adaline.due + timedelta(hours=8, minutes=31)
        self._solution = self.course.solution_notebook(self.adaline).read_bytes()
        rows = [["id", "name", "email", "sid", "canvas_id"]]
        rows += [[who.id, who.sortable, who.email, who.sid, who.number] for who in CLASS]
        (folder / "class.csv").write_text(table(rows), "utf-8")

    def content(self, who):
        if who is UNREADABLE:
            return self._solution[:1000]
        content = json.loads(self._solution)
        for cell in content["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in who.wrong:
                cell["source"] = "# wrong on purpose"
        return json.dumps(content).encode()

    def submitted_at(self, who):
        when = self.late if who.late else self.adaline.due - timedelta(days=1)
        return when.astimezone(UTC)

    def download(self, name, more=None):
        """Have the LMS's download lie there: each hand-in under the name that `name` gives."""
        files = {name(who): self.content(who) for who in SUBMITTED} | (more or {})
        (self.folder / "download.zip").write_bytes(
            zipped(files, self.late.astimezone(UTC) + timedelta(days=2))
        )

    def type(self, command, *words, code=0):
        done = self._autograder(command, "adaline", *words, cwd=self.folder)
        assert done.returncode == code, done.stdout + done.stderr
        said = " ".join((done.stdout + done.stderr).split())
        assert "Traceback" not in said
        return said

    def grade(self):
        """Collect, grade, and decide what a person has to."""
        said = self.type("collect", "download.zip", "--roster", "class.csv")
        assert f"{len(SUBMITTED)} new" in said
        if "Canvas does not say" in said:
            assert "2 late by a time that Canvas does not say: `autograder late adaline" in said
            for twin in ("mueller1", "mueller2"):
                self.type("late", twin, "--handed-in", self.typed(self.late))
        said = self.type("grade", "--jobs", "1", code=3)
        assert f"withheld, through no fault of theirs: {WITHHELD.id}" in said
        assert "the next `autograder grade adaline` tries those again" in said
        extended = self.adaline.due + timedelta(hours=36)
        said = self.type("extend", "mueller2", "--until", self.typed(extended))
        assert "mueller2: 70 of 100, before 63" in said
        self.type("excuse", EXCUSED.id, "--reason", "ill, note seen")
        said = self.type("mark", "obrien", "manual_gradient", "12.5", "--comment", "half of it")
        assert "obrien: 82.5 of 100, before 70" in said

    def typed(self, moment):
        return f"{moment.astimezone(ZoneInfo(self.course.timezone)):%Y-%m-%d %H:%M}"

    def feedback(self, kind):
        self.type("feedback", "--bundle", kind)
        (path,) = (self.folder / "exports").glob(f"adaline-feedback-{kind}*")
        return path

    def export(self, to, template=None):
        """Return what `export` writes; one is withheld, so that it ends with 1."""
        more = []
        if template is not None:
            (self.folder / "given.csv").write_bytes(template)
            more = ["--template", "given.csv"]
        said = self.type("export", "--to", to, *more, "--output", "back", code=1)
        assert f"withheld, and left out: {WITHHELD.id}: no task has a score" in said
        assert f"not handed in, and left as they are: {MISSING.id}" in said
        assert (f"excused, and left as they are: {EXCUSED.id}" in said) == (to != "canvas")
        assert ("1 row of nobody here, left as it was" in said) == (template is not None)
        assert "no row of the template" not in said
        self.type("export", "--to", to, "--output", "back", "--check")
        if template is not None:
            assert (self.folder / "given.csv").read_bytes() == template
        return (self.folder / "back").read_bytes()


@pytest.mark.thorough
def test_canvas(week):
    def name(who):
        plain = "".join(c for c in f"{who.last}{who.first}".lower() if c.isalnum() or c == "_")
        return f"{plain}{'_LATE' * who.late}_{who.number}_5{who.number}_adaline.ipynb"

    week.download(name)
    week.grade()

    attachments = {f"5{who.number}": who.number for who in CLASS}
    taken, ignored = canvas_comments(week.feedback("canvas").read_bytes(), attachments)
    assert not ignored
    check_pages(taken)

    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Notes", "Quiz, 1 (6)"]
    rows = [
        [*head, f"{week.adaline.title} (7)", "Current Score"],
        ["    Points Possible", *[""] * 5, "10.00", "100.00", "(read only)"],
        *(
            [w.sortable, w.number, w.sid, w.id, "A", 'keep, "me"', "7,5", "", "1"]
            for w in (*CLASS, STRANGER)
        ),
    ]
    template = b"\xef\xbb\xbf" + table(rows, end="\r\n").encode()
    data = week.export("canvas", template)
    people = {w.number: {"name": w.name, "sis": w.sid, "login": w.id} for w in (*CLASS, STRANGER)}
    canvas = Canvas(people, {"7": week.adaline.title, "6": "Quiz, 1"}).upload(data)
    scores = {user: score for (user, column), score in canvas.scores.items() if column == "7"}
    assert scores.pop(EXCUSED.number) == "EX"
    assert scores.pop(MISSING.number) == scores.pop(STRANGER.number) == ""
    assert {user: float(score) for user, score in scores.items()} == WANTED
    assert not canvas.made
    assert not canvas.strangers
    for row, who in zip(rows[2:], (*CLASS, STRANGER), strict=True):
        row[7] = f"{SCORES[who.id]:g}" if who.id in SCORES else "EX" * (who is EXCUSED)
    rows = [row for row in rows if row[1] != WITHHELD.number]  # a blank would delete a score
    assert data == b"\xef\xbb\xbf" + table(rows, end="\r\n").encode()


def test_moodle(week):
    def cleaned(name):
        """Moodle has blanks for underscores, and none of what a file system may not like."""
        return "".join(c for c in name.replace("_", " ") if c not in "&<>\"`|':\\/")

    def name(who):
        folder = f"{cleaned(who.name)}_{who.number}_assignsubmission_file"
        return stamped(f"{folder}/adaline.ipynb", week.submitted_at(who))

    week.download(name)
    week.grade()

    taken = moodle_feedback(week.feedback("moodle").read_bytes(), {w.number for w in CLASS})
    check_pages({number: list(files.items()) for number, files in taken.items()})

    words = GERMAN
    rows = [[words[k] for k in ("id", "name", "mail", "status", "grade", "max", "can", "modified")]]
    rows += [
        [f"{words['participant']}{w.number}", w.name, w.email, "ok", "", "100,00", "Ja", "-"]
        for w in (*CLASS, STRANGER)
    ]
    data = week.export("moodle", table(rows, end="\r\n").encode())
    people = {who.number: {} for who in (*CLASS, STRANGER)}
    moodle = MoodleWorksheet(people, words=words, decimal=",").upload(data)
    assert moodle.grades == WANTED
    assert set(moodle.skipped.values()) == {"blank"}
    for row, who in zip(rows[1:], CLASS, strict=False):
        row[4] = f"{SCORES[who.id]:.2f}".replace(".", ",") if who.id in SCORES else ""
    assert data == table(rows, end="\r\n").encode()


@pytest.mark.thorough
def test_gradescope(week, tmp_path):
    export = "assignment_77_export/"
    told = ""
    for who in SUBMITTED:
        name = who.name.replace("'", "''")
        told += f"submission_5{who.number}:\n  :submitters:\n  - :name: '{name}'\n"
        told += f"    :sid: '{who.sid}'\n    :email: {who.email}\n"
        told += f"  :created_at: {week.submitted_at(who):%Y-%m-%d %H:%M:%S.000} Z\n"
    week.download(
        lambda who: f"{export}submission_5{who.number}/adaline.ipynb",
        {f"{export}submission_metadata.yml": told.encode()},
    )
    week.grade()

    folder = week.feedback("folder")
    with (folder / "students.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["id"]: line["email"] for line in lines} == {w.id: w.email for w in SUBMITTED}
    numbers = {who.id: who.number for who in CLASS}
    check_pages({numbers[x["id"]]: [(x["file"], (folder / x["file"]).read_bytes())] for x in lines})

    data = week.export("gradescope")
    scores = {}
    for who in CLASS:
        number = f"5{who.number}" if who in SUBMITTED else "999"
        metadata = {"id": int(number), "users": [{"email": who.email, "name": who.name}]}
        result = gradescope(data, metadata, tmp_path / who.number)
        if "score" in result:
            scores[who.number] = result["score"]
        else:
            assert who in (MISSING, EXCUSED, WITHHELD)
            assert result["output"]
    assert scores == WANTED

    said = week.type("show", WITHHELD.id)
    assert "withheld, through no fault of theirs: the next `autograder grade` tries again" in said
    assert "manual_gradient withheld, 30 points" in said
    assert "error: a grader process ended with code 9" in said
    assert "yours" not in said, "those words are for the student"
    (week.orders / WITHHELD.id).unlink()  # the machine is mended: who was left out is in it now
    week.type("grade", "--jobs", "1")
    week.type("export", "--to", "gradescope", "--output", "back")
    metadata = {"id": f"5{WITHHELD.number}", "users": []}
    data = (week.folder / "back").read_bytes()
    assert gradescope(data, metadata, tmp_path / "mended")["score"] == 100


def check_pages(taken):
    """Check whose pages an LMS shows to whom: {number: [(file, page)]}."""
    pages = {number: page.decode() for number, ((_, page),) in taken.items()}
    for who in CLASS:
        if who is not MISSING:
            page = pages.pop(who.number)
            assert f": feedback for {who.id}<" in page
            assert ("Your score is withheld" in page) == (who is WITHHELD)
    assert not pages, "pages of nobody"
