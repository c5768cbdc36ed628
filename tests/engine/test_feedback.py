"""Feedback pages: what they say under each policy, before and after the due time, of each report.

Reports are made here; that graders make such reports is what test_feedback_pages.py looks at.
"""

import hashlib
import json
import re
import shutil
from datetime import timedelta
from html import escape, unescape

import pytest

from autograder.course import load_course
from autograder.errors import StorageError, UsageError
from autograder.feedback import Fate, students_of, write, write_pages
from autograder.gradebook import GradebookWriter
from autograder.gradebook.excuses import Excuse, excuse
from autograder.grading.fingerprint import deciding, grader_sha256
from autograder.grading.reports import load_report, write_report
from autograder.model import CheckResult, Credit, GradeReport, Status, TaskResult

SECRET = "hidden input 3.14159"
SENTENCE = "Your gradient is a sum over the samples, but the loss is their mean."
QUESTION = "If every sample were in the batch twice, should the gradient change?"
PASS, FAIL, SKIPPED, BROKEN = Status.PASS, Status.FAIL, Status.SKIPPED, Status.BROKEN


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


def adaline(course):
    return course.assignment("adaline")


def checks_of(task, *, wrong):
    """Return three checks of a task; in a `wrong` one the first fails and the second waits."""
    statuses = (FAIL, SKIPPED, PASS) if wrong else (PASS, PASS, PASS)
    checks = [
        CheckResult(
            task=task.id,
            name=f"test_{place}",
            title=f"Check {place} of `{task.id}`",
            status=status,
            points=task.points / 4 * (2 if place == 3 else 1) if status is PASS else 0.0,
            max_points=task.points / 4 * (2 if place == 3 else 1),
        )
        for place, status in enumerate(statuses, start=1)
    ]
    if wrong:
        found = {
            "message": "the gradient is wrong",
            "diagnosis": "gradient-summed",
            "hint": QUESTION,
            "evidence": {
                "exception": SECRET,
                "ratio": 7.0,
                "received": (14.0, "nan"),
                "expected": (2.125, -1.0),
                "received losses": (0.5, 0.9),
                "expected losses": (0.5, 0.2125),
            },
        }
        checks[0] = checks[0].model_copy(update=found)
        checks[1] = checks[1].model_copy(update={"message": "not run, since it needs Check 1"})
    return checks


def report_of(course, student, checks=None, **changes):
    """Return a report, with `manual_gradient` wrong unless other checks are given."""
    tasks = adaline(course).tasks
    if checks is None:
        checks = [c for t in tasks for c in checks_of(t, wrong=t.id == "manual_gradient")]
    results = []
    for task in tasks:
        mine = [check for check in checks if check.task == task.id]
        worst = next((c.status for c in mine if c.status is not PASS), PASS)
        score = None if worst is BROKEN else sum(check.points for check in mine)
        results.append(TaskResult(id=task.id, score=score, max_score=task.points, status=worst))
    scores = [result.score for result in results]
    given = {
        **{"student_id": student, "assignment": "adaline", "submission_sha256": ""},
        **{"grader_sha256": "", "engine_version": "1.2.3", "seed": 42, "device": "cpu"},
        "status": next((r.status for r in results if r.status is not PASS), PASS),
        "score": None if None in scores else sum(scores),
        **{"max_score": 100, "tasks": tuple(results), "checks": tuple(checks), "seconds": 0.5},
    }
    return GradeReport(**{**given, **changes})


def full_marks(course, student):
    return report_of(
        course, student, [c for t in adaline(course).tasks for c in checks_of(t, wrong=False)]
    )


def save(course, report, *, hours_late=None):
    """Write a report as a run does, with the solved notebook as what ran, and hand it in."""
    folder = course.submitted_dir / report.student_id / "adaline"
    folder.mkdir(parents=True, exist_ok=True)
    if hours_late is not None:
        time = adaline(course).due + timedelta(hours=hours_late)
        (folder / "timestamp.txt").write_text(f"{time:%Y-%m-%d %H:%M:%S.%f %z}")
    executed = course.solution_notebook(adaline(course)).read_bytes()
    write_report(course, adaline(course), report, executed)


def policy(course, before, after):
    path = course.root / "course.yml"
    text = path.read_text().replace("before_due: nothing", f"before_due: {before}")
    path.write_text(text.replace("after_due: full", f"after_due: {after}"))
    return load_course(course.root)


def pages(course, *students, **later):
    """Write pages as so much `later` than due, by default a day; return what became of them."""
    submissions = students_of(course, adaline(course), students)
    now = adaline(course).due + timedelta(**later or {"days": 1})
    return list(write_pages(course, adaline(course), submissions, now))


def extend(course, student, **by):
    """Let a student hand in later, as a TA does by nbgrader's own means once it is recorded."""
    report = load_report(course, adaline(course), student)
    submission = students_of(course, adaline(course), [student])[0]
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline(course))
        gradebook.record(report, submission)
        gradebook._database.gradebook.grant_extension("adaline", student, **by)
        gradebook.record(report, submission)  # as the next `autograder grade` does


def written_at(path):
    """Return which file lies there and when it was written; not when it was read."""
    return path.stat().st_ino, path.stat().st_mtime_ns


def page(course, student):
    return course.feedback_page(student, adaline(course)).read_text()


def words(html):
    """Return a page's visible text in one line."""
    body = re.sub(r"<head>.*?</head>|<svg.*?</svg>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def first_line(html):
    return words(re.search(r"<body>(.*?)</h1>", html, re.S)[1])


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("shown", ["scores", "hints", "full"])
def test_each_policy_shows_what_it_says_and_no_more(course, shown, days):
    course = policy(course, *((shown, "full") if days < 0 else ("nothing", shown)))
    save(course, report_of(course, "bob"))
    assert [result.fate for result in pages(course, days=days)] == [Fate.WRITTEN]
    html = page(course, "bob")
    text = words(html)
    assert "Your score: 85 of 100 points" in text
    assert "15 / 30" in text
    assert SECRET not in html
    hints, full = shown != "scores", shown == "full"
    assert (SENTENCE in text) == (QUESTION in text) == hints
    assert ("Check 2 of manual_gradient" in text) == ("Look again at" in text) == hints
    assert ("0.2125" in text) == ("Your notebook, as it ran" in text) == ("<svg xmlns" in html)
    assert ("0.2125" in html) == full
    if not hints:
        assert first_line(html) == "85 of 100 points."


def test_the_line_that_raised_stands_on_the_page_as_it_was_written(course):
    checks = [c for t in adaline(course).tasks for c in checks_of(t, wrong=t.id == "grad_call")]
    place = next(i for i, check in enumerate(checks) if check.status is FAIL)
    line = "retrun a <b> & w\n       ^"
    changed = {"status": Status.ERROR, "evidence": {"code": line, "exception": SECRET}}
    checks[place] = checks[place].model_copy(update=changed)
    save(course, report_of(course, "bob", checks))
    pages(course)
    html = page(course, "bob")
    assert f'<pre class="frame code" tabindex="0">{escape(line)}</pre>' in html
    assert SECRET not in html


def test_the_first_line_is_what_was_misunderstood(course):
    save(course, report_of(course, "bob"))
    pages(course)
    html = page(course, "bob")
    assert first_line(html) == SENTENCE
    text = words(html)
    # The first cause, its hints in steps, what follows from it, and what holds.
    order = [
        *(SENTENCE, QUESTION, "Your score", "The gradient is wrong", "Ask yourself:"),
        *("Another hint", "Where to look", "Look again at the lecture"),
        "Not checked, because an earlier check did not pass: Check 2",
        "What holds already Check 3",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert html.count('<details class="hint">') == 2


def test_credit_for_a_mistake_and_an_excuse_are_said(course):
    report = report_of(course, "ada")
    first, *others = report.tasks
    given = Credit(diagnoses=("gradient-summed",), percent=50.0, instead_of=first.score)
    first = first.model_copy(update={"score": 20.0, "credit": given})
    save(course, report.model_copy(update={"tasks": (first, *others), "score": 90.0}))
    pages(course, "ada")
    html = page(course, "ada")
    assert "This mistake alone leaves 50 % of the points of this task." in html
    assert "excused" not in html
    excuse(course, [Excuse("adaline", "ada", "ta", "now", "ill, and the reason is private")])
    pages(course, "ada")
    html = page(course, "ada")
    assert "You are excused from this assignment: it does not count for you." in html
    assert "private" not in html


def test_a_hint_that_was_reworded_reaches_the_page_and_the_report_stays_as_it_is(course):
    first, *rest = [c for t in adaline(course).tasks for c in checks_of(t, wrong=True)]
    own = first.model_copy(update={"hint": "The check's own question?", "own_hint": True})
    for student, check in (("ada", first), ("bob", own)):
        save(course, report_of(course, student, [check, *rest]))
    path = course.autograded_dir("ada", adaline(course)) / "report.json"
    before, decided = path.read_bytes(), deciding(course, adaline(course))
    added = '[gradient-summed]\nsentence = "Summed."\nhints = ["Does it grow?", "Twice?"]\n'
    with (course.root / "diagnoses.toml").open("a") as file:
        file.write(added)
    course = load_course(course.root)
    pages(course)
    ada, bob = words(page(course, "ada")), words(page(course, "bob"))
    assert ("Does it grow?" in ada) == ("Does it grow?" in bob) is True
    assert QUESTION not in ada + bob
    assert bob.index("The check's own question?") < bob.index("Does it grow?")
    assert path.read_bytes() == before
    assert deciding(course, adaline(course)) == decided


@pytest.mark.parametrize("status", [Status.TIMEOUT, Status.ERROR, FAIL])
def test_only_a_wrong_answer_leads_to_a_lecture(course, status):
    checks = [c for t in adaline(course).tasks for c in checks_of(t, wrong=False)]
    lost = {"status": status, "points": 0.0, "message": "What was seen.", "diagnosis": None}
    checks[0] = checks[0].model_copy(update=lost)
    save(course, report_of(course, "ada", checks))
    pages(course)
    assert ("Look again at" in words(page(course, "ada"))) == (status is FAIL)


@pytest.mark.parametrize("hours_late", [None, -3, 30])
def test_full_marks_say_so_and_lateness_is_taken_off(course, hours_late):
    save(course, full_marks(course, "ada"), hours_late=hours_late)
    pages(course)
    late = hours_late == 30
    text = words(page(course, "ada"))
    on_time = "Full marks: everything that was checked holds."
    handed_in_late = "everything that was checked holds, but it was handed in late."
    assert text.startswith(f"80 of 100 points: {handed_in_late}" if late else on_time)
    assert f"Your score: {80 if late else 100} of 100 points" in text
    assert ("Handed in late −20" in text) == late
    assert "all tests passed" not in text.lower()


def test_who_has_an_extension_sees_what_is_shown_before_until_it_ends(course):
    course = policy(course, "scores", "full")
    for student in ("ada", "bob"):
        save(course, report_of(course, student))
    extend(course, "bob", days=2)
    assert [result.fate for result in pages(course)] == [Fate.WRITTEN] * 2
    assert SENTENCE in page(course, "ada")
    assert "<svg xmlns" in page(course, "ada")
    assert SENTENCE not in page(course, "bob")
    assert "Your score: 85 of 100 points" in words(page(course, "bob"))
    assert "<svg xmlns" not in page(course, "bob")
    fates = [result.fate for result in pages(course, days=2, hours=1)]
    assert fates == [Fate.UNCHANGED, Fate.WRITTEN]
    assert SENTENCE in page(course, "bob")


def test_no_page_before_an_extension_ends_where_nothing_is_shown_before(course, autograder):
    for student in ("ada", "bob"):
        save(course, report_of(course, student))
    assert [result.fate for result in pages(course)] == [Fate.WRITTEN] * 2
    extend(course, "bob", weeks=5000)
    # The page of before the extension, too: `nbgrader release_feedback` would hand it out.
    assert [result.fate for result in pages(course)] == [Fate.UNCHANGED, Fate.NOT_DUE]
    assert not course.feedback_page("bob", adaline(course)).exists()
    path = course.root / "course.yml"
    # Long past, but for the first week, whose date says which term it is.
    past = path.read_text().partition("id: adaline")
    path.write_text("".join(past[:2]) + past[2].replace("2026-11", "2026-10", 2))
    done = autograder("feedback", "adaline", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 not due yet" in done.stdout
    assert not course.feedback_page("bob", adaline(course)).exists()
    extend(course, "bob")  # taken back
    assert [result.fate for result in pages(course)][1] is Fate.WRITTEN


def test_what_is_handed_in_by_an_extension_is_not_late(course):
    for student in ("ada", "bob"):
        save(course, full_marks(course, student), hours_late=30)
    extend(course, "bob", days=1, hours=6)
    pages(course, days=7)
    assert "Your score: 80 of 100 points" in words(page(course, "ada"))
    assert "Your score: 100 of 100 points" in words(page(course, "bob"))
    assert "Handed in late" not in words(page(course, "bob"))


def test_the_due_time_is_past_when_a_submission_is_late(course):
    save(course, report_of(course, "ada"))
    with pytest.raises(ValueError, match="nothing"):
        pages(course, minutes=14)  # course.yml: within 15 minutes nothing is lost
    assert [result.fate for result in pages(course, minutes=15)] == [Fate.WRITTEN]


def test_a_broken_grading_is_not_the_students_fault(course):
    checks = [c for t in adaline(course).tasks for c in checks_of(t, wrong=False)]
    checks[0] = checks[0].model_copy(update={"status": BROKEN, "points": 0, "message": "we failed"})
    save(course, report_of(course, "eve", checks))
    pages(course)
    html = page(course, "eve")
    assert first_line(html) == "Your score is withheld, through no fault of yours."
    assert "Your score: withheld" in words(html)
    assert "That is our fault, not yours" in words(html)
    assert "0 of 100" not in html


def test_one_reason_for_everything_is_told_once(course):
    lost = {"status": Status.ERROR, "points": 0.0, "message": "no notebook was handed in"}
    checks = [
        check.model_copy(update=lost)
        for task in adaline(course).tasks
        for check in checks_of(task, wrong=False)
    ]
    report = report_of(course, "anita", checks, problems=("only sorry.txt <b>",))
    write_report(course, adaline(course), report, None)
    pages(course)
    html = page(course, "anita")
    assert first_line(html) == "No notebook was handed in."
    assert words(html).count("o notebook was handed in") == 1
    assert "only sorry.txt &lt;b&gt;" in html
    assert "Your notebook, as it ran" not in html


def test_what_a_teacher_set_and_wrote_stands_on_the_page(course):
    report = report_of(course, "bob")
    save(course, report, hours_late=30)
    submission = students_of(course, adaline(course), ["bob"])[0]
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline(course))
        gradebook.record(report, submission)
        assert gradebook.recorded(adaline(course)).scores["bob"].score == 68  # 85 less 20 %
        book = gradebook._database.gradebook
        grade = book.find_grade("check_manual_gradient", "adaline", "adaline", "bob")
        grade.manual_score, grade.needs_manual_grade = 30, True
        comment = book.find_comment("manual_gradient", "adaline", "adaline", "bob")
        comment.manual_comment = "Seen in class: <b>well done</b>"
        book.db.commit()
    pages(course)
    html = page(course, "bob")
    text = words(html)
    assert "From your teacher: Seen in class: <b>well done</b>" in text
    assert "The gradient by hand set by a teacher 30 / 30" in text
    assert "Your score: 83 of 100 points" in text  # 100 less the penalty that is recorded
    assert "this score may change" in text
    assert first_line(html).endswith("full marks from your teacher, but it was handed in late.")


def test_what_a_teacher_set_for_an_earlier_submission_is_said_to_be(course):
    report = full_marks(course, "ada")
    save(course, report)
    submission = students_of(course, adaline(course), ["ada"])[0]
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(adaline(course))
        gradebook.record(report.model_copy(update={"submission_sha256": "earlier"}), submission)
        book = gradebook._database.gradebook
        grade = book.find_grade("check_manual_gradient", "adaline", "adaline", "ada")
        grade.manual_score, grade.needs_manual_grade = 25, False
        comment = book.find_comment("manual_gradient", "adaline", "adaline", "ada")
        comment.manual_comment = "Nearly."
        book.db.commit()
        gradebook.record(report, submission)
    pages(course)
    text = words(page(course, "ada"))
    assert text.startswith("95 of 100 points.")
    assert "The gradient by hand set by a teacher, for an earlier hand-in 25 / 30" in text
    assert "From your teacher, on an earlier hand-in: Nearly." in text
    assert "this score may change" in text


def test_a_second_run_writes_only_what_changed(course):
    for student in ("ada", "bob"):
        save(course, full_marks(course, student))
    assert [result.fate for result in pages(course)] == [Fate.WRITTEN] * 2
    before = written_at(course.feedback_page("ada", adaline(course)))
    save(course, report_of(course, "bob"))
    assert [result.fate for result in pages(course)] == [Fate.UNCHANGED, Fate.WRITTEN]
    assert written_at(course.feedback_page("ada", adaline(course))) == before
    folder = course.feedback_page("ada", adaline(course)).parent
    names = {path.name for path in folder.iterdir()}
    assert names == {"adaline.html", "timestamp.txt", "submission_secret.txt"}


def test_what_cannot_be_read_is_named_and_the_others_follow(course):
    for student in ("ada", "bob", "cy", "dan", "eve"):
        save(course, full_marks(course, student))
    folder = course.autograded_dir("ada", adaline(course))
    (folder / "report.json").write_text('{"format": 1, ')
    bob = course.autograded_dir("bob", adaline(course)) / "report.json"
    bob.write_text(json.dumps({**json.loads(bob.read_text()), "format": 2}))
    (course.autograded_dir("cy", adaline(course)) / "adaline.ipynb").write_text('{"cells": 1}')
    shutil.rmtree(course.autograded_dir("dan", adaline(course)))
    found = {result.student_id: result for result in pages(course)}
    assert [result.fate for result in found.values()] == [
        *(Fate.UNREADABLE, Fate.UNREADABLE, Fate.UNREADABLE, Fate.UNGRADED, Fate.WRITTEN)
    ]
    assert str(folder / "report.json") in found["ada"].note
    assert "`format`" in found["bob"].note
    assert "adaline.ipynb" in found["cy"].note
    assert all("run `autograder grade adaline" in found[s].remedy for s in ("ada", "cy", "dan"))


STAGES = ("load_report", "tally", "view", "load_executed", "cells", "small_print", "page", "_write")


@pytest.mark.parametrize("error", [LookupError("odd"), PermissionError(13, "Permission denied")])
def test_whatever_goes_wrong_with_one_page_the_others_are_written(course, monkeypatch, error):
    """One student for each stage, between two whose pages can be made."""
    for student in ("ada", *STAGES, "zoe"):
        save(course, full_marks(course, student))
    now = []

    def noting(course, assignment, submission, *more, made=write._page):
        now[:] = [submission.student_id]
        return made(course, assignment, submission, *more)

    def failing(stage, right):
        def call(*given):
            if now == [stage]:
                raise error
            return right(*given)

        return call

    monkeypatch.setattr(write, "_page", noting)
    for stage in STAGES:
        monkeypatch.setattr(write, stage, failing(stage, getattr(write, stage)))
    found = {result.student_id: result for result in pages(course)}
    assert (found.pop("ada").fate, found.pop("zoe").fate) == (Fate.WRITTEN, Fate.WRITTEN)
    assert set(found) == set(STAGES)
    for student, result in found.items():
        assert result.fate in (Fate.FAILED, Fate.UNREADABLE), student
        assert result.remedy
        assert not course.feedback_page(student, adaline(course)).exists()


def test_a_page_that_finds_no_place_is_that_students_alone(course):
    for student in ("ada", "bob", "carl", "dora", "zoe"):
        save(course, full_marks(course, student))
    feedback = course.root / "feedback"
    (feedback / "dora" / "adaline" / "adaline.html").mkdir(parents=True)
    (feedback / "carl").mkdir()
    (feedback / "carl" / "adaline").touch()
    (feedback / "bob").touch()
    ada, *blocked, zoe = pages(course)
    assert (ada.fate, zoe.fate) == (Fate.WRITTEN, Fate.WRITTEN)
    for result in blocked:
        assert result.fate is Fate.FAILED
        assert f"{feedback}/{result.student_id}" in result.note
        assert "cannot be written" in result.note


def test_a_full_disk_is_everybodys(course, monkeypatch):
    def full(path, _):
        raise OSError(28, "No space left on device", str(path))

    save(course, full_marks(course, "ada"))
    monkeypatch.setattr(write, "write_atomic", full)
    with pytest.raises(StorageError, match="No space left"):
        pages(course)


def test_what_is_graded_by_other_graders_is_counted_and_named(course, autograder):
    parts = deciding(course, adaline(course))
    now = {"grader_sha256": grader_sha256(parts), "decided_by": parts}
    earlier = {**now, "grader_sha256": "", "decided_by": {**parts, "graders": "earlier"}}
    digest = hashlib.sha256(course.solution_notebook(adaline(course)).read_bytes()).hexdigest()
    for student, decided in (("ada", now), ("bob", earlier), ("eve", earlier)):
        report = full_marks(course, student).model_copy(update={"submission_sha256": digest})
        save(course, report.model_copy(update=decided))
        submitted = course.submitted_dir / student / "adaline" / "adaline.ipynb"
        shutil.copy(course.solution_notebook(adaline(course)), submitted)
    assert [result.changed for result in pages(course)] == [(), ("graders",), ("graders",)]
    course = policy(course, "full", "full")
    done = autograder("feedback", "adaline", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "of them out of date" in done.stdout
    assert "has changed (" in done.stdout
    assert "graders" in done.stdout
    assert "bob, eve were graded: run `autograder grade adaline`" in done.stdout


def test_a_submission_that_changed_since_is_named(course):
    save(course, report_of(course, "bob", submission_sha256="of another file"))
    folder = course.submitted_dir / "bob" / "adaline"
    shutil.copy(course.solution_notebook(adaline(course)), folder / "adaline.ipynb")
    (result,) = pages(course)
    assert result.fate is Fate.WRITTEN
    assert result.out_of_date
    assert "has changed since it was graded" in result.note
    assert result.remedy == "run `autograder grade adaline bob`, and this again"


def test_who_is_asked_for(course):
    for student in ("ada", "bob"):
        save(course, full_marks(course, student))
    shutil.rmtree(course.submitted_dir / "ada")  # graded once, and the hand-in moved away
    assert [s.student_id for s in students_of(course, adaline(course), [])] == ["ada", "bob"]
    assert [s.student_id for s in students_of(course, adaline(course), ["ada"])] == ["ada"]
    for nobody in ("zoe", "../bob"):
        with pytest.raises(UsageError):
            students_of(course, adaline(course), [nobody])


def test_the_command_says_when_nothing_is_shown_yet(course, autograder):
    save(course, full_marks(course, "ada"))
    path = course.root / "course.yml"
    path.write_text(path.read_text().replace("due: 2026-11-22", "due: 2999-11-22"))
    done = autograder("feedback", "adaline", cwd=course.root)
    assert done.returncode == 0
    assert "nothing of adaline is shown before" in done.stdout
    assert "before_due: nothing" in done.stdout
    assert not (course.root / "feedback").exists()


def test_the_command_and_its_exit_codes(course, autograder):
    course = policy(course, "full", "full")
    nothing = autograder("feedback", "adaline", cwd=course.root)
    assert (nothing.returncode, "nothing was handed in" in nothing.stderr) == (2, True)
    save(course, full_marks(course, "ada"))
    done = autograder("feedback", "adaline", cwd=course.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"{course.root}/feedback/<student>/adaline/adaline.html\n")
    (course.submitted_dir / "bob" / "adaline").mkdir(parents=True)
    ungraded = autograder("feedback", "adaline", cwd=course.root)
    assert ungraded.returncode == 2
    assert "bob: there is no report" in ungraded.stderr
    assert "remedy: run `autograder grade adaline bob`" in ungraded.stderr
    (course.autograded_dir("ada", adaline(course)) / "report.json").write_text("[]")
    damaged = autograder("feedback", "adaline", "ada", cwd=course.root)
    assert damaged.returncode == 3
    assert "report.json" in damaged.stderr
