"""A class with all that is hard about exports, and the templates that LMSs would give of it."""

import csv
import io

from autograder.course import Task
from autograder.lms.exports import Book, Kind, Person, Standing, Student

TITLE = "ADALINE, three times"
TASKS = (
    Task(id="gradient", title="The gradient", points=60.0),
    Task(id="loop", title="The loop", points=40.0),
)


def scored(score, **more):
    return Standing(Kind.SCORED, score, tasks={"gradient": score / 2, "loop": score / 2}, **more)


def person(id, name, number, sis, login=None):
    login = login or id
    email = f"{id}@example.org"
    return Person(
        id, name=name, email=email, sis=sis, login=login,
        canvas=f"9{number:03}", moodle=f"{number}", submission=f"5{number:03}",
    )  # fmt: skip


CLASS = (
    (person("ada", "Ada Lovelace", 1, "0042"), scored(87.5, penalty=2.5)),
    (person("sean", 'Seán "Jack" O\'Brien, Jr.', 2, "0043"), scored(100.0)),
    (person("max1", "Max Müller", 3, "0101"), scored(55.255)),
    (person("max2", "Max Müller", 4, "0102"), scored(60.0)),
    (person("zoe", "Zoë Under_Score", 5, "0044"), Standing(Kind.WITHHELD, why="a check broke")),
    (person("eve", "Eve Excused", 6, "0045"), Standing(Kind.EXCUSED)),
    (person("mia", "Mia Missing", 7, "0046"), Standing(Kind.MISSING)),
    (person("hal", "=cmd|' /C calc'!A0", 8, "0047"), scored(42.0)),
    (person("liv", "Liv Extra", 9, "0048"), scored(104.0)),
    (person("nul", "Nul Points", 10, "0049"), scored(0.0)),
)
SCORES = {"ada": 87.5, "sean": 100, "max1": 55.26, "max2": 60, "hal": 42, "liv": 104, "nul": 0}
BOOK = Book("adaline", TITLE, 100.0, TASKS, tuple(Student(p, s) for p, s in CLASS))
PEOPLE = {p.id: p for p, _ in CLASS}


def book_of(*students, points=100.0):
    return Book("adaline", TITLE, points, TASKS, tuple(Student(p, s) for p, s in students))


def table(rows, *, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


OTHERS = [("Student, Test", "999", "", "test"), ("Ada Lovelance", "998", "0998", "adal")]


def canvas_rows(*, points="100", old=None):
    """Canvas's export: custom column, two assignments, totals, a score that is there already."""
    title = f"{TITLE} (77)"
    head = [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "Notes",
        "Quiz, 1 (76)",
        title,
    ]
    blank = [""] * 6
    rows = [
        [*head, "Assignments Current Score", "Final Grade"],
        [*blank, "", "Manual Posting", "", ""],
        ["    Points Possible", *blank[1:], "10", points, "(read only)", "(read only)"],
    ]
    for who in CLASS:
        p = who[0]
        score = (old or {}).get(p.id, "")
        about = [p.name, p.canvas, p.sis, p.login, "A", "keep, me"]
        rows.append([*about, "7.5", score, "75.0", "C"])
    rows += [[*other, "B", "", "1,000", "33", "12.0", "F"] for other in OTHERS]
    return rows


def canvas_world():
    students = {p.canvas: {"name": p.name, "sis": p.sis, "login": p.login} for p in PEOPLE.values()}
    for name, number, sis, login in OTHERS:
        students[number] = {"name": name, "sis": sis, "login": login}
    return students, {"76": "Quiz, 1", "77": TITLE}


GERMAN = {
    "id": "ID", "name": "Vollständiger Name", "mail": "E-Mail-Adresse", "status": "Status",
    "grade": "Bewertung", "max": "Bestwertung", "can": "Bewertung kann geändert werden",
    "submitted": "Zuletzt geändert (Abgabe)", "modified": "Zuletzt geändert (Bewertung)",
    "comments": "Feedback als Kommentar", "participant": "Teilnehmer/in", "yes": "Ja", "no": "Nein",
}  # fmt: skip
ENGLISH = {
    "id": "Identifier", "name": "Full name", "mail": "Email address", "status": "Status",
    "grade": "Grade", "max": "Maximum Grade", "can": "Grade can be changed",
    "submitted": "Last modified (submission)", "modified": "Last modified (grade)",
    "comments": "Feedback comments", "participant": "Participant ", "yes": "Yes", "no": "No",
}  # fmt: skip


def moodle_rows(words, *, maximum="100.00", old=None, locked=()):
    names = ("id", "name", "mail", "status", "grade", "max", "can", "submitted", "modified")
    rows = [[*(words[name] for name in names), words["comments"]]]
    for p in PEOPLE.values():
        grade, date = (old or {}).get(p.id, ("", "-"))
        can = words["no"] if p.id in locked else words["yes"]
        who = f"{words['participant']}{p.moodle}"
        comment = 'well, <b>done</b>\n"you"'
        rows.append([who, p.name, p.email, "ok", grade, maximum, can, "-", date, comment])
    who = f"{words['participant']}55"
    rows.append([who, "Somebody Else", "s@x.org", "", "", maximum, words["yes"], "-", "-", ""])
    return rows
