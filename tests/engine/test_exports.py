"""Exports, each read by what the LMS makes of it: no score lost, wrong, or somebody else's."""

import csv
from dataclasses import replace

import pytest
from exporting import (
    BOOK,
    CLASS,
    ENGLISH,
    GERMAN,
    OTHERS,
    PEOPLE,
    SCORES,
    TITLE,
    book_of,
    canvas_rows,
    canvas_world,
    moodle_rows,
    person,
    scored,
    table,
)
from lms_readers import Blackboard, Brightspace, Canvas, MoodleWorksheet, gradescope

from autograder.errors import UsageError
from autograder.lms.exports import Target, differences, export


@pytest.fixture
def template(tmp_path):
    def write(text, encoding="utf-8", name="template.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def numbers(scores, ids=None):
    """Return {our id: number} of what a reader has, keyed by `ids` there."""
    back = {there: here for here, there in (ids or {}).items()}
    return {back[key]: float(value) for key, value in scores.items() if key in back}


# Canvas


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\n"), (";", "\r\n")])
def test_canvas_fills_this_assignment_and_nothing_else(template, bom, delimiter, end):
    rows = canvas_rows()
    path = template(bom + table(rows, delimiter=delimiter, end=end).encode())
    filled = export(BOOK, Target.CANVAS, path)
    canvas = Canvas(*canvas_world()).upload(filled.data)
    ids = {p.id: (p.canvas, "77") for p in PEOPLE.values()}
    has = {key: value for key, value in canvas.scores.items() if value not in ("", "EX")}
    assert numbers(has, ids) == SCORES
    assert canvas.scores["9006", "77"] == "EX"
    assert ("9005", "77") not in canvas.scores  # withheld: its row is left out
    assert canvas.scores["998", "77"] == "33"
    assert not canvas.made
    assert not canvas.strangers
    # The same bytes but for the cells of the class and the row that is out.
    for row in rows[3:]:
        for who, _ in CLASS:
            if row[1] == who.canvas and (text := filled.cells.get(who.id)):
                row[7] = text
    rows = [row for row in rows if row[1] != "9005"]
    assert filled.data == bom + table(rows, delimiter=delimiter, end=end).encode()
    assert [one.name for one in filled.strangers] == [name for name, *_ in OTHERS]
    assert not filled.lacking


def test_canvas_keeps_a_score_of_who_handed_nothing_in(template):
    filled = export(BOOK, Target.CANVAS, template(table(canvas_rows(old={"mia": "50"}))))
    assert Canvas(*canvas_world()).upload(filled.data).scores["9007", "77"] == "50"


@pytest.mark.parametrize(
    "head",
    [
        ["Student", "ID", "Section"],
        ["Student", "ID", "SIS Login ID", "Section"],
        [
            "Student",
            "ID",
            "SIS User ID",
            "SIS Login ID",
            "Integration ID",
            "Root Account",
            "Section",
        ],
        ["LastName", "FirstName", "ID", "SIS Login ID", "Section"],
    ],
)
def test_canvas_headers_that_its_importer_knows(template, head):
    def row(p):
        last, first = p.name.split()[-1], " ".join(p.name.split()[:-1])
        told = {"Student": p.name, "LastName": last, "FirstName": first, "ID": p.canvas}
        told |= {"SIS Login ID": p.login, "SIS User ID": p.sis}
        return [*(told.get(name, "") for name in head), ""]

    rows = [[*head, f"{TITLE} (77)"], *(row(p) for p in PEOPLE.values())]
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    canvas = Canvas(*canvas_world()).upload(filled.data)
    assert sum(bool(value) for value in canvas.scores.values()) == len(SCORES) + 1


def test_canvas_by_the_roster_alone():
    filled = export(BOOK, Target.CANVAS)
    canvas = Canvas(*canvas_world()).upload(filled.data)
    ids = {p.id: (p.canvas, "77") for p in PEOPLE.values()}
    has = {key: value for key, value in canvas.scores.items() if value != "EX"}
    assert numbers(has, ids) == SCORES
    assert not canvas.made
    assert b"'=cmd" in filled.data
    assert not canvas.points, "a cell there would change the assignment's points"
    assert not filled.left
    assert "new assignment" in filled.notes[0]


def test_who_is_known_to_canvas_by_a_formula_alone_is_left_out():
    one = replace(PEOPLE["hal"], canvas="", sis="", login="")
    made = export(book_of((one, scored(1.0)), CLASS[0]), Target.CANVAS)
    assert set(made.cells) == {"ada"}
    assert "a spreadsheet would run their name" in made.left["hal"]
    assert b"cmd" not in made.data


def test_canvas_by_ids_that_its_importer_takes_for_numbers():
    one = replace(person("12.345.678", "Ida Number", 1, "12.345.678"), canvas="", login="")
    filled = export(book_of((one, scored(50.0))), Target.CANVAS)
    world = {"9": {"name": "Ida Number", "sis": "12.345.678", "login": "x"}}, {"77": TITLE}
    assert Canvas(*world).upload(filled.data).scores == {("9", "77"): "50"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[2].__setitem__(7, "(read only)"), ":3: Canvas takes no scores"),
        (lambda rows: rows[2].__setitem__(7, "10.00"), ":3: .* has 10.00 points in Canvas and 100"),
        (lambda rows: rows[0].__setitem__(4, "Group"), ":1: the column 5 is not Section"),
        (lambda rows: rows[0].__setitem__(1, "Number"), ":1: the header does not begin"),
        (lambda rows: rows[0].__setitem__(7, "Another (77)"), ":1: no column is called"),
        (lambda rows: rows[0].__setitem__(6, f"{TITLE} (78)"), ":1: several columns"),
        (lambda rows: rows[5].append("more"), ":6: 11 cells in place of the header's 10"),
        (lambda rows: rows[5].pop(), ":6: 9 cells"),
        (lambda rows: rows.append(rows[5]), ":16: this row and line 6 are both of the student"),
        (lambda rows: rows.append(["Points Possible", *[""] * 9]), ":16: the row of the points"),
    ],
)  # fmt: skip
def test_canvas_refuses_what_is_odd_with_its_line(template, change, said):
    rows = canvas_rows()
    change(rows)
    with pytest.raises(UsageError, match=said) as refusal:
        export(BOOK, Target.CANVAS, template(table(rows)))
    assert refusal.value.remedy


def test_a_row_with_the_ids_of_two_students_is_nobodys(template):
    rows = canvas_rows()
    rows[5][1] = "9001"  # Ada's, beside the SIS id and the login of another
    rows.pop(3)
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    assert filled.strangers[0].why == "its ids are those of several: ada, max1"
    assert set(filled.lacking) == {"ada", "max1"}


def test_canvas_says_to_whom_the_assignment_is_not_given(template):
    filled = export(BOOK, Target.CANVAS, template(table(canvas_rows(old={"ada": "N/A"}))))
    assert filled.left == {"ada": "it is not assigned to them in Canvas"}
    assert "sean" in filled.cells


def test_canvas_own_row_of_postings_may_be_longer_than_the_header(template):
    rows = canvas_rows()
    rows[1] += ["", "", "", ""]
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    assert filled.cells["ada"] == "87.5"
    assert ",Manual Posting,,,,,,\n" in filled.data.decode()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_canvas_reads_utf_8_alone(template, encoding):
    with pytest.raises(UsageError, match="Canvas reads UTF-8 alone"):
        export(BOOK, Target.CANVAS, template(table(canvas_rows()), encoding))


def test_a_column_can_be_asked_for(template):
    rows = canvas_rows()
    rows[0][7] = "Week four (77)"
    path = template(table(rows))
    with pytest.raises(UsageError, match="'Quiz, 1', 'Week four'"):
        export(BOOK, Target.CANVAS, path)
    for asked in ("Week four (77)", "week FOUR"):
        assert export(BOOK, Target.CANVAS, path, asked).cells["ada"] == "87.5"


# Names


def test_twins_are_told_apart_by_their_ids_alone(template):
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (77)"]]
    twins = ("max1", "max2")
    rows += [[PEOPLE[t].name, "", PEOPLE[t].sis, "", "A", ""] for t in twins]
    assert export(BOOK, Target.CANVAS, template(table(rows))).cells == {
        "max1": "55.26",
        "max2": "60",
    }
    for row in rows[1:]:
        row[2] = ""
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    assert not filled.cells
    assert [one.why for one in filled.strangers] == ["several have this name: max1, max2"] * 2


def test_a_namesake_of_another_section_gets_nothing(template):
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{TITLE} (77)"]]
    rows += [["Ada Lovelace", "", "7777", "", "B", "12"]]
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    assert not filled.cells
    assert "ada" in filled.lacking


def test_one_student_and_two_rows_of_their_name(template):
    alone = book_of((replace(PEOPLE["ada"], canvas="", sis="", login=""), scored(70.0)))
    rows = [["Student", "ID", "Section", f"{TITLE} (77)"]]
    rows += [["Lovelace, Ada", "1", "A", ""], ["Ada Lovelace", "2", "B", ""]]
    filled = export(alone, Target.CANVAS, template(table(rows)))
    assert not filled.cells
    assert {one.why for one in filled.strangers} == {"several rows could be ada"}
    rows.pop()
    assert export(alone, Target.CANVAS, template(table(rows))).cells == {"ada": "70"}


def test_the_nearest_names_are_named_on_both_sides(template):
    alone = book_of((replace(PEOPLE["ada"], canvas="", sis="", login=""), scored(70.0)))
    rows = [["Student", "ID", "Section", f"{TITLE} (77)"], ["Lovelance, Ada", "1", "A", ""]]
    filled = export(alone, Target.CANVAS, template(table(rows)))
    assert filled.lacking == {"ada": ("Lovelance, Ada (line 2)",)}
    assert filled.strangers[0].nearest == ("ada",)


def test_thousands_of_rows_of_others(template):
    rows = canvas_rows()
    for n in range(4000):
        rows.append([f"Other {n}", f"{50000 + n}", f"x{n}", f"o{n}", "B", "", "", "1", "", ""])
    filled = export(BOOK, Target.CANVAS, template(table(rows)))
    assert len(filled.cells) == len(SCORES) + 1
    assert len(filled.strangers) == 4002


# Moodle


@pytest.mark.parametrize(
    ("words", "maximum", "decimal"), [(ENGLISH, "100.00", "."), (GERMAN, "100,00", ",")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_moodle_in_any_language(template, words, maximum, decimal, encoding):
    rows = moodle_rows(words, maximum=maximum)
    filled = export(BOOK, Target.MOODLE, template(table(rows, end="\r\n"), encoding))
    people = {p.moodle: {} for p in PEOPLE.values()}
    moodle = MoodleWorksheet(people, words=words, decimal=decimal)
    moodle.upload(filled.data, encoding="utf-8" if "utf" in encoding else encoding)
    ids = {p.id: p.moodle for p in PEOPLE.values()}
    assert numbers(moodle.grades, ids) == {**SCORES, "liv": 100}  # Moodle skips what is above
    assert set(moodle.skipped) == {ids[one] for one in ("zoe", "eve", "mia")}
    for row, p in zip(rows[1:], PEOPLE.values(), strict=False):
        if text := filled.cells.get(p.id):
            row[4] = text
    assert filled.data == table(rows, end="\r\n").encode(encoding)
    assert any("cp1252 and comma" in note for note in filled.notes) == (encoding == "cp1252")


def test_moodle_leaves_what_is_locked_and_says_so(template):
    path = template(table(moodle_rows(GERMAN, maximum="100,00", locked=("ada",))))
    filled = export(BOOK, Target.MOODLE, path)
    assert "locked" in filled.left["ada"]
    assert "ada" not in filled.cells


def test_moodle_warns_of_dates_that_it_cannot_read(template):
    old = {"ada": ("50,00", "Sonntag, 5. Juli 2026, 12:00")}
    rows = moodle_rows(GERMAN, maximum="100,00", old=old)
    filled = export(BOOK, Target.MOODLE, template(table(rows)))
    assert "tick" in filled.notes[0]
    people = {p.moodle: {"grade": 50 if p.id == "ada" else None} for p in PEOPLE.values()}
    strict = MoodleWorksheet(people, words=GERMAN, decimal=",").upload(filled.data)
    assert strict.skipped["1"] == "stale"
    ticked = MoodleWorksheet(people, words=GERMAN, decimal=",", ignore_modified=True)
    assert ticked.upload(filled.data).grades["1"] == 87.5


def test_moodle_without_names_where_marking_is_blind(template):
    rows = [[row[0], *row[3:]] for row in moodle_rows(ENGLISH)]
    filled = export(BOOK, Target.MOODLE, template(table(rows)))
    moodle = MoodleWorksheet({p.moodle: {} for p in PEOPLE.values()}).upload(filled.data)
    assert moodle.grades["1"] == 87.5


def test_moodle_finds_the_grade_beside_other_numbers(template):
    rows = moodle_rows(ENGLISH)
    for row in rows:  # two identity fields that look like a grade and its maximum
        row[3:3] = ["Department", "Institution"] if row[0] == "Identifier" else ["12", "100"]
    assert export(BOOK, Target.MOODLE, template(table(rows))).cells["ada"] == "87.50"
    rows[0][6] = "Calificación final"
    with pytest.raises(UsageError, match="could be the grade"):
        export(BOOK, Target.MOODLE, template(table(rows)))
    assert export(BOOK, Target.MOODLE, template(table(rows)), "Calificación final").cells


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (moodle_rows(ENGLISH, maximum="10.00"), ":2: the maximum grade in Moodle is 10.00"),
        (moodle_rows(ENGLISH, maximum="Fail, Pass"), ":1: it has no column of grades"),
        (moodle_rows(ENGLISH)[:1], ":1: it has no participants"),
        ([["Vorname", "Nachname"], ["Ada", "L"]], ":2: 'Ada' is not an identifier"),
        ([*moodle_rows(ENGLISH), ["Participant 3", "x"]], "2 cells in place of the header's 10"),
    ],
)
def test_moodle_refuses_another_table(template, rows, said):
    with pytest.raises(UsageError, match=said):
        export(BOOK, Target.MOODLE, template(table(rows)))


@pytest.mark.parametrize("target", [Target.MOODLE, Target.BLACKBOARD])
def test_where_a_template_is_needed(target):
    with pytest.raises(UsageError) as refusal:
        export(BOOK, target)
    assert "--template" in refusal.value.remedy


# Brightspace


def brightspace_rows(item=TITLE, ending="#"):
    head = ["OrgDefinedId", "Username", "Last Name", "First Name"]
    column = f"{item} Points Grade <Numeric MaxPoints:100 Weight:10 Category:Weeks>"
    rows = [[*head, column, "Quiz Points Grade", "End-of-Line Indicator"]]
    for p in PEOPLE.values():
        rows.append([f"#{p.sis}", f"#{p.login}", p.name, "", "", "3", ending])
    return rows


@pytest.mark.parametrize("given", [True, False])
def test_brightspace(template, given):
    path = template(table(brightspace_rows(), end="\r\n"), "utf-8-sig") if given else None
    filled = export(BOOK, Target.BRIGHTSPACE, path)
    users = {p.sis: p.login for p in PEOPLE.values()}
    lms = Brightspace(users, {TITLE: 100, "Quiz": 10}).upload(filled.data)
    ids = {p.id: (p.sis, TITLE) for p in PEOPLE.values()}
    assert numbers(lms.grades, ids) == {**SCORES, "liv": 100}
    assert not lms.made
    assert not lms.errors
    assert filled.notes == (f"more than 100 is cut off unless the item `Can Exceed`: {'liv'}",)
    assert not differences(BOOK, Target.BRIGHTSPACE, template(filled.data, name="f.csv"))


@pytest.mark.parametrize(("id", "column"), [("0042", 0), ("ada", 1)])
def test_brightspace_by_the_only_id_that_there_is(id, column):
    one = replace(person(id, "", 1, ""), login="")
    data = export(book_of((one, scored(5.0))), Target.BRIGHTSPACE).data.decode()
    assert data.splitlines()[1].split(",")[column] == f"#{id}"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (brightspace_rows(ending=""), ":2: the row does not end with #"),
        ([["Name", "Score"], ["Ada", "1"]], ":1: it has neither"),
        ([["Username", "X Points Grade"], ["a", ""]], ":1: its last column"),
        (brightspace_rows(item="Another"), ":1: no column is called"),
    ],
)
def test_brightspace_refuses_what_its_importer_would(template, rows, said):
    with pytest.raises(UsageError, match=said):
        export(BOOK, Target.BRIGHTSPACE, template(table(rows)))


# Blackboard


def blackboard_rows(column=f"{TITLE} [Total Pts: 100 Score] |4711"):
    head = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    rows = [[*head, column, "Quiz [Total Pts: 10 Score] |4712"]]
    for p in PEOPLE.values():
        rows.append([p.name, "", p.login, p.sis, "", "Yes", "", "3"])
    return rows


@pytest.mark.parametrize(
    ("encoding", "delimiter", "quoting"),
    [
        ("utf-8-sig", ",", csv.QUOTE_ALL),
        ("utf-16", "\t", csv.QUOTE_ALL),
        ("utf-16", "\t", csv.QUOTE_MINIMAL),
    ],
)
def test_blackboard(template, encoding, delimiter, quoting):
    text = table(blackboard_rows(), delimiter=delimiter, quoting=quoting)
    path = template(text, encoding, "gc.xls")
    filled = export(BOOK, Target.BLACKBOARD, path)
    users = [p.login for p in PEOPLE.values()]
    lms = Blackboard(users, {"4711": 100, "4712": 10}).upload(filled.data)
    ids = {p.id: (p.login, "4711") for p in PEOPLE.values()}
    assert numbers(lms.grades, ids) == SCORES
    assert not lms.text_columns
    assert len(filled.data) - len(path.read_bytes()) == sum(
        len(text) * (2 if encoding == "utf-16" else 1) for text in filled.cells.values()
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (blackboard_rows(TITLE), ":1: no column is called"),
        (blackboard_rows(f"{TITLE} [Total Pts: 10 Score] |1"), ":1: the column has 10 points"),
        ([["Name", "x"], ["a", "b"]], ":1: it has no column Username"),
    ],
)
def test_blackboard_refuses_what_would_become_a_text_column(template, rows, said):
    with pytest.raises(UsageError, match=said):
        export(BOOK, Target.BLACKBOARD, template(table(rows, quoting=csv.QUOTE_ALL)))
    with pytest.raises(UsageError, match=r"quotes around each cell|no column"):
        export(BOOK, Target.BLACKBOARD, template(table(rows)))


# Gradescope


def test_gradescope_takes_an_autograder_that_knows_the_scores(tmp_path):
    filled = export(BOOK, Target.GRADESCOPE)
    assert {s: float(v) for s, v in filled.cells.items()} == SCORES

    def run(name, number, email):
        people = {"id": number, "users": [{"email": email, "id": 1, "name": "x"}]}
        return gradescope(filled.data, people, tmp_path / name)

    result = run("ada", 5001, "ada@example.org")
    assert result["score"] == 87.5
    assert "2.5 points are taken off" in result["output"]
    assert [t["score"] for t in result["tests"]] == [43.75, 43.75]
    assert [t["name"] for t in result["tests"]] == ["The gradient", "The loop"]
    later = run("later", 6001, "ada@example.org")
    assert "score" not in later
    assert "after the grades" in later["output"]
    for name, number in (("zoe", 5005), ("eve", 5006), ("nobody", 1)):
        assert "score" not in run(name, number, f"{name}@example.org")


def test_gradescope_always_has_a_result(tmp_path):
    filled = export(BOOK, Target.GRADESCOPE)
    assert "score" not in gradescope(filled.data, "no metadata", tmp_path)


def test_gradescope_has_one_score_for_a_group():
    first, second = PEOPLE["ada"], replace(PEOPLE["sean"], submission=PEOPLE["ada"].submission)
    same = export(book_of((first, scored(5.0)), (second, scored(5.0))), Target.GRADESCOPE)
    assert same.cells == {"ada": "5", "sean": "5"}
    other = export(book_of((first, scored(5.0)), (second, scored(6.0))), Target.GRADESCOPE)
    assert "one score" in other.left["sean"]


def test_gradescope_by_the_address_where_the_submission_is_not_known(tmp_path):
    book = book_of((replace(PEOPLE["ada"], submission=""), scored(5.0)))
    metadata = {"id": 3, "users": [{"email": "ADA@example.org"}]}
    assert gradescope(export(book, Target.GRADESCOPE).data, metadata, tmp_path)["score"] == 5
    nobody = replace(PEOPLE["ada"], submission="", email="")
    assert "ada" in export(book_of((nobody, scored(5.0))), Target.GRADESCOPE).left


@pytest.mark.parametrize("single", [True, False])
def test_gradescope_download_of_scores(template, single):
    head = ["First Name", "Last Name", "SID", "Email"]
    names = ["Total Score", "Max Points", "Status"]
    names = names if single else [TITLE, f"{TITLE} - Max Points", f"{TITLE} - Lateness (H:M:S)"]
    rows = [[*head, *names]]
    rows += [[p.name, "", p.sis, p.email, "", "100.0", "Ungraded"] for p in PEOPLE.values()]
    filled = export(BOOK, Target.GRADESCOPE, template(table(rows)))
    assert {s: float(v) for s, v in filled.cells.items()} == SCORES
    assert "imports no table" in filled.notes[0]
    rows[1][5] = "10"
    with pytest.raises(UsageError, match=":2: it has 10 points"):
        export(BOOK, Target.GRADESCOPE, template(table(rows)))


# CSV


def test_csv_has_everybody_and_runs_nothing():
    data = export(BOOK, Target.CSV).data
    assert data.startswith(b"\xef\xbb\xbf")  # for Excel
    text = data.decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(text.splitlines())}
    assert {s: float(row["score"]) for s, row in rows.items() if row["score"]} == SCORES
    assert {s: row["status"] for s, row in rows.items() if not row["score"]} == {
        "zoe": "withheld",
        "eve": "excused",
        "mia": "not handed in",
    }
    assert rows["hal"]["name"] == "'=cmd|' /C calc'!A0"
    assert rows["ada"]["late_penalty"] == "2.5"
    assert rows["max1"]["name"] == "Max Müller"
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("key", ["id", "E-Mail", "Name"])
def test_csv_fills_a_table_of_ones_own(template, key):
    told = {"id": "id", "E-Mail": "email", "Name": "name"}[key]
    rows = [[key, "Remark", "Score"]]
    rows += [[getattr(p, told), "x", "old"] for p in PEOPLE.values() if p.name != "Max Müller"]
    filled = export(BOOK, Target.CSV, template(table(rows)))
    assert filled.cells == {
        "ada": "87.5", "sean": "100", "hal": "42", "liv": "104", "nul": "0"
    }  # fmt: skip
    assert set(filled.lacking) == {"max1", "max2"}
    with pytest.raises(UsageError, match="no column of ids"):
        export(BOOK, Target.CSV, template("Remark,Score\nx,1\n"))


# Read back


@pytest.mark.parametrize("target", [Target.CANVAS, Target.CSV, Target.GRADESCOPE])
def test_a_file_that_is_read_back_is_the_gradebook_until_something_changes(template, target):
    name = "export.zip" if target is Target.GRADESCOPE else "export.csv"
    path = template(export(BOOK, target).data, name=name)
    assert not differences(BOOK, target, path)
    changed = tuple(
        replace(s, standing=scored(90.0)) if s.id == "ada" else s for s in BOOK.students
    )
    found = differences(replace(BOOK, students=changed), target, path)
    assert found == {"ada": "the file says 87.5, the gradebook 90"}


def test_reading_back_names_lost_rows_and_withheld_scores(template):
    rows = [row for row in canvas_rows(old={"ada": "87.5", "zoe": "3"}) if row[1] != "9002"]
    found = differences(BOOK, Target.CANVAS, template(table(rows)))
    assert found["sean"] == "it has no row in the file"
    assert found["zoe"].startswith("the score is withheld")
    assert found["eve"] == "the file's cell is blank, the gradebook EX"
    assert "ada" not in found


def test_a_zip_of_ours_may_have_any_name(tmp_path):
    made = export(BOOK, Target.GRADESCOPE)
    (tmp_path / "back").write_bytes(made.data)
    assert set(differences(BOOK, Target.GRADESCOPE, tmp_path / "back")) == set(made.left)


def test_what_is_no_zip_of_ours(template):
    with pytest.raises(UsageError, match="not a zip of this export"):
        differences(BOOK, Target.GRADESCOPE, template(b"x", name="x.zip"))
