"""Whoever is in a class and in a template, no score lands in the row of another person."""

from pathlib import Path

from exporting import TASKS, TITLE, table
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.lms.exports import Book, Kind, Person, Standing, Student
from autograder.lms.exports import canvas as canvas_format
from autograder.lms.exports.fill import fill
from autograder.lms.exports.sheet import Sheet

# Few values, so that people share names, and one's id is a number of another's.
NAMES = st.sampled_from(["Ada Ba", "Ba, Ada", "Ada  Ba", "Ädä Ba", "A_da Ba", "Cy Du", "Du", ""])
IDS = st.sampled_from(["1", "2", "3", "01", "ada", "x"])


@st.composite
def worlds(draw):
    """People with the ids of an LMS, whether each is ours, and what either side knows of them."""
    size = draw(st.integers(1, 5))
    unique = st.lists(IDS, min_size=size, max_size=size, unique=True)
    sis, logins = draw(unique), draw(unique)
    numbers = draw(st.permutations(["1", "2", "3", "4", "5"]))  # for Canvas 01 is 1
    people = []
    for index in range(size):
        knows = draw(st.sets(st.sampled_from(["canvas", "sis", "login", "name"])))
        shows = draw(st.sets(st.sampled_from(["ID", "SIS User ID", "SIS Login ID"])))
        name = draw(NAMES)
        ours = {"canvas": numbers[index], "sis": sis[index], "login": logins[index], "name": name}
        theirs = {"ID": numbers[index], "SIS User ID": sis[index], "SIS Login ID": logins[index]}
        people.append(
            (
                {kind: value for kind, value in ours.items() if kind in knows},
                [name, *(theirs[kind] if kind in shows else "" for kind in theirs), "", ""],
                draw(st.booleans()),
                draw(st.booleans()),
            )
        )
    return people


@given(worlds())
def test_a_score_goes_to_its_own_row_or_nowhere(people):
    students, rows, own = [], [], {}
    for index, (known, row, ours, listed) in enumerate(people):
        if ours:
            standing = Standing(Kind.SCORED, float(index + 1))
            students.append(Student(Person(f"our{index}", **known), standing))
        if listed:
            rows.append(row)
            own[len(rows) + 1] = index
    # Who is known by name alone may be a namesake: nobody can tell.
    assume(all({"canvas", "sis", "login"} & set(known) for known, _, ours, _ in people if ours))
    assume(all(any(row[1:4]) for _, row, _, listed in people if listed))
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (7)"]
    book = Book("adaline", TITLE, 100.0, TASKS, tuple(students))
    sheet = Sheet(Path("t.csv"), table([head, *rows]).encode())
    try:
        filled = fill(canvas_format.open_sheet(sheet, book), book)
    except UsageError:
        return
    for row in Sheet(Path("t.csv"), filled.data).body:
        if score := row.text(5):
            mine, whose = people[own[row.line]], people[int(score) - 1]
            shared = _shared(whose[0], mine[1])
            assert int(score) - 1 == own[row.line] or not shared, (mine, whose)


def _shared(known, row):
    """Say whether both sides know an id of the same kind, so that they can be told apart."""
    pairs = (("canvas", row[1]), ("sis", row[2]), ("login", row[3]))
    return any(kind in known and value for kind, value in pairs)
