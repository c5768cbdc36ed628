"""What a hand-in comes to, and how the table of a class says it."""

import io
from datetime import timedelta

import pytest
from folders import ROOT
from rich.console import Console

from autograder.cli.grade_json import submission_line
from autograder.cli.tables import Cause, GradeRow, duration, grade_table
from autograder.course import load_course
from autograder.gradebook import Recorded, RecordedScore
from autograder.gradebook.tally import tally
from autograder.model import Status

COURSE = load_course(ROOT)
ADALINE = COURSE.assignment("adaline")
TASKS = ("manual_gradient", "grad_call", "backward_loop", "linear_model")
AUTOMATIC = dict(zip(TASKS, (10.0, 20.0, 30.0, 20.0), strict=True))
NOTHING = Recorded({}, {})


def book(extension=None, **changes):
    """What a gradebook holds of ada: by default what the checks gave her."""
    recorded = {
        **{"student_id": "ada", "tasks": AUTOMATIC, "late_penalty": 0.0, "score": 80.0},
        **{"by_hand": (), "comments": {}, "waiting": (), "earlier": ()},
    }
    score = RecordedScore(**{**recorded, **changes})
    return Recorded({"ada": score}, {"ada": extension} if extension else {})


def marked(**changes):
    """The gradebook of one whose first task a TA has scored 25, a day late."""
    tasks = {**AUTOMATIC, "manual_gradient": 25.0}
    by_hand = frozenset({"manual_gradient"})
    return book(tasks=tasks, late_penalty=9.5, score=85.5, by_hand=by_hand, **changes)


def stands(held=NOTHING, *, late=None, **automatic):
    submitted_at = None if late is None else ADALINE.due + late
    return tally(COURSE, ADALINE, "ada", {**AUTOMATIC, **automatic}, submitted_at, held)


def test_automatic_by_hand_penalty_and_final_add_up():
    found = stands(marked(), late=timedelta(hours=20))
    assert (found.automatic, found.added, found.penalty, found.final) == (80, 15, 9.5, 85.5)
    assert found.by_hand == {"manual_gradient": 25}
    assert found.late == timedelta(hours=20)


def test_before_anything_is_recorded_the_penalty_is_worked_out():
    found = stands(late=timedelta(hours=20))
    assert (found.automatic, found.by_hand, found.penalty, found.final) == (80, {}, 8, 72)
    assert stands().final == 80


@pytest.mark.parametrize(("hours", "extension", "late"), [(0.2, 0, 0), (20, 0, 20), (30, 24, 6)])
def test_late_is_after_grace_and_extension(hours, extension, late):
    held = book(extension=timedelta(hours=extension))
    assert stands(held, late=timedelta(hours=hours)).late == timedelta(hours=late)


def test_a_withheld_task_withholds_the_final_score_unless_a_person_has_set_it():
    held = book(tasks={**AUTOMATIC, "grad_call": 0.0}, score=60.0, waiting={"grad_call"})
    found = stands(held, grad_call=None)
    assert (found.automatic, found.final, found.tasks["grad_call"].score) == (None, None, None)
    assert found.waiting == ()  # it waits for us
    by_hand = book(tasks={**AUTOMATIC, "grad_call": 12.0}, score=72.0, by_hand={"grad_call"})
    assert stands(by_hand, grad_call=None).final == 72


def table(held, late=None, width=240, **automatic):
    cause = Cause("manual_gradient", Status.FAIL, "gradient-summed", "it is a sum")
    row = GradeRow("ada", Status.FAIL, AUTOMATIC, 100.0, (cause,), (), "", 0.1)
    console = Console(width=width, file=io.StringIO())
    console.print(grade_table(ADALINE, [(row, stands(held, late=late, **automatic))], width))
    return " ".join(console.file.getvalue().split())


def test_the_table_tells_what_counts_and_what_it_is_made_of():
    said = table(marked(), late=timedelta(hours=20))
    assert "ada 85.5 25 20 30 20 fail by hand: manual_gradient" in said
    assert "80 automatic late by 20 h +15 by hand manual_gradient: it is a sum" in said
    assert "-9.5 late" in said
    assert "ada 80 10 20 30 20 fail manual_gradient: it is a sum" in table(book())
    assert "automatic" not in table(book())


def test_on_a_narrow_screen_the_reasons_have_room():
    said = table(marked(), late=timedelta(hours=20), width=80)
    assert "ada 85.5 25 20 30 20 fail 85.5 = 80 automatic, +15 by" in said
    said = table(NOTHING, width=80, grad_call=None)
    assert "ada withheld 10 – 30 20 fail manual_gradient: it is a" in said


def test_the_table_says_nothing_to_students():
    causes = (Cause("grad_call", Status.BROKEN, None, "no fault of yours"),)
    row = GradeRow("ada", Status.BROKEN, AUTOMATIC, 100.0, causes, (), "test_x: ours", 0.1)
    assert row.reasons == ["grad_call: withheld, see below"]


def test_the_table_tells_what_waits_for_a_person_and_why():
    one = {"manual_gradient"}
    why = "manual_gradient, scored or commented by hand for an earlier hand-in"
    assert f"waits for a person: {why}" in table(marked(waiting=one, earlier=one))
    assert "person: manual_gradient, marked in the gradebook" in table(marked(waiting=one))


def test_the_readme_lists_the_keys_of_a_line_and_the_values_of_a_status():
    row = GradeRow("ada", Status.FAIL, AUTOMATIC, 100.0, (), (), "", 0.1)
    readme = (ROOT / "README.md").read_text()
    for name in (*submission_line("graded", row, stands()), *Cause._fields, *Status):
        assert f"`{name}`" in readme, f"README does not say what {name} is"


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=20), "1 min"),
        (timedelta(hours=1, minutes=5), "1 h 5 min"),
        (timedelta(days=2, minutes=3), "2 d 3 min"),
        (timedelta(days=1, hours=6, minutes=9), "1 d 6 h"),
    ],
)
def test_a_time_has_two_units(time, said):
    assert duration(time) == said
