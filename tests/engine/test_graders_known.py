"""The known hand-ins of each week: how many there are, and that they cover the catalogue.

That the graders judge each of them right is what the audit asks: test_audit.py.
"""

import pytest
from folders import ROOT

from autograder.course import load_course
from autograder.diagnoses import HINTS
from autograder.known import all_known

COURSE = load_course(ROOT)
WEEKS = [assignment for assignment in COURSE.assignments if not assignment.draft]
KNOWN = {week.id: all_known(COURSE, week) for week in WEEKS}


@pytest.mark.parametrize("week", KNOWN)
def test_each_week_has_known_hand_ins_of_both_kinds(week):
    kinds = [known.kind for known in KNOWN[week]]
    assert kinds.count("mistake") >= 25
    assert kinds.count("accepted") >= 14


def test_known_hand_ins_cover_the_catalogue():
    """Every diagnosis is one that some known hand-in gets; the rest arises in given code only."""
    nowhere = {"broadcast-accuracy", "truncated-prediction", "threshold-zero"}
    known = [known for week in COURSE.assignments for known in all_known(COURSE, week)]
    named = {diagnosis for one in known for diagnosis in one.diagnoses}
    assert set(HINTS) - named == nowhere
