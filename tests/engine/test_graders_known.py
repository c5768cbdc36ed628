"""The known hand-ins of each week: they cover the catalogue, and a few show every diagnosis.

That the graders judge the few right is asked in test_hidden_known.py, without a sandbox; that they
judge all of them right is what the whole audit asks: test_audit.py.
"""

import json

import pytest
from folders import COURSE_PARTS, KNOWN, copy_course
from known_set import COURSE, IN_GIVEN_CODE, WEEKS, known_submissions, representative


@pytest.mark.parametrize("week", WEEKS)
def test_each_week_has_known_submissions_of_both_kinds(week):
    kinds = [known.kind for known in known_submissions(week)]
    assert kinds.count("mistake") >= 25
    assert kinds.count("accepted") >= 14


def test_known_submissions_cover_the_catalogue():
    """Every diagnosis that this course can give is one that some known submission gets."""
    named = {name for week in WEEKS for one in known_submissions(week) for name in one.diagnoses}
    assert {*COURSE.catalogue} - named <= IN_GIVEN_CODE


@pytest.mark.parametrize("week", WEEKS)
def test_the_few_show_every_diagnosis_and_fail_every_task(week):
    few = [one for one in known_submissions(week) if (one.kind, one.name) in representative(week)]
    assert {"mistake", "accepted"} == {known.kind for known in few}
    for shown in ("diagnoses", "fails"):
        of_all, of_few = (
            {name for known in some for name in getattr(known, shown)}
            for some in (known_submissions(week), few)
        )
        assert of_few == of_all
    assert {task.id for task in WEEKS[week].tasks} == {t for known in few for t in known.fails}


def test_in_the_sandbox_the_same_is_said_of_them(tmp_path, autograder):
    """Release, solution and every fifth of one week's few, as the audit judges them."""
    course, week = copy_course(tmp_path / "course", (*COURSE_PARTS, KNOWN)), "adaline"
    graded = sorted(representative(week))[::5]
    assert len({kind for kind, _ in graded}) == 2
    for known in known_submissions(week):
        if (known.kind, known.name) not in graded:
            (course / known.path.relative_to(COURSE.root)).unlink()
    done = autograder("audit", week, "--seeds", 1, "--json", tmp_path / "found.json", cwd=course)
    found = json.loads((tmp_path / "found.json").read_bytes())
    asked = {row["question"]: row["asked"] for row in found["rows"]}
    assert asked["mistakes"] + asked["accepted"] == len(graded)
    # These do not fail every check, and need not.
    assert [one for one in found["findings"] if one["question"] != "coverage"] == [], done.stdout
