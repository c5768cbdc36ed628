"""What is said of mistakes: the general catalogue, a course's own words, and its lectures."""

import ast
import re
from pathlib import Path

import pytest
from known_set import COURSE, NO_LECTURE

from autograder.course import load_course
from autograder.diagnoses import Catalogue, Diagnosis, raised
from autograder.errors import CourseError
from autograder.model import CheckResult, Status

GENERAL = Catalogue()
IDS = [*COURSE.catalogue]
TINY = """
id: tiny
title: A tiny course
term: Now
timezone: UTC
credit:
  {credit}: 50%
assignments:
  - id: first
    week: 1
    title: The first week
    release: 2026-11-02 09:00
    due: 2026-11-09 09:00
    points: 2
    draft: true
    tasks:
      - {{id: add, title: Adding, points: 2}}
  - id: second
    week: 2
    title: The second week
    release: 2026-11-09 09:00
    due: 2026-11-16 09:00
    points: 2
    draft: true
    tasks:
      - {{id: add, title: Adding again, points: 2}}
"""
OWN = """
[off-by-one]
sentence = "Your answer is one too large."
hints = [
  "Where do you begin to count?",
  "Is the last one in?",
]

[gradient-half]
sentence = "Half of it is there."
"""
LECTURES = """
[[lecture]]
title = "Counting"

[[lecture.part]]
where = "the beginning"
tasks = ["first/add"]
diagnoses = ["off-by-one", "gradient-half"]
not_in = ["second"]

[[lecture]]
title = "Adding"
from_week = 2

[[lecture.part]]
where = "the end"
diagnoses = ["gradient-sign"]
"""


@pytest.fixture
def tiny(tmp_path):
    """Write a course of two drafts, and load it."""

    def make(own=OWN, lectures=LECTURES, credit="off-by-one"):
        (tmp_path / "course.yml").write_text(TINY.format(credit=credit))
        for name, text in (("diagnoses.toml", own), ("lectures.toml", lectures)):
            if text is not None:
                (tmp_path / name).write_text(text)
        return load_course(tmp_path)

    return make


@pytest.mark.parametrize("catalogue", [GENERAL, COURSE.catalogue], ids=["general", "course"])
def test_every_diagnosis_has_a_sentence_and_three_steps_of_hints(catalogue):
    sentences = [catalogue.sentence(name) for name in catalogue]
    assert all(said.endswith(".") for said in sentences)
    assert len(set(sentences)) == len(sentences)
    for name in {*catalogue} - {"stub-left"}:
        steps = catalogue.hints(name)
        assert len(steps) == len(set(steps)) == 3
        assert catalogue.hint(name) == steps[0]
        assert all(step.endswith((".", "?")) for step in steps)
        # What differs between two tasks' notebooks is not in them, and no step is code to copy.
        assert not any(code in step for step in steps for code in ("zero_grad()", ".mean()", "2 *"))


@pytest.mark.parametrize("name", [None, "of another course"])
def test_what_is_no_diagnosis_has_no_words(name):
    assert name not in GENERAL
    assert GENERAL.sentence(name) == GENERAL.hint(name) == COURSE.passage("adaline", name) == ""
    assert GENERAL.hints(name) == ()


def test_what_the_engine_names_itself_is_in_the_general_catalogue():
    package = Path(raised.__file__).parents[1]
    modules = [package / "diagnoses/raised.py", *(package / "kit").rglob("*.py")]
    strings = {
        node.value
        for path in modules
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {text for text in strings if re.fullmatch("[a-z]+(-[a-z]+)+", text)}
    assert {"graph-freed", "stub-left", "gradient-summed", "hard-coded"} <= named
    assert named <= {*GENERAL}, named - {*GENERAL}


def test_a_course_says_more_and_says_it_otherwise(tiny):
    course = tiny()
    assert course.catalogue.hint("off-by-one") == "Where do you begin to count?"
    assert course.catalogue.sentence("gradient-half") == "Half of it is there."
    assert course.catalogue.hints("gradient-half") == ()
    assert course.catalogue.hints("gradient-sign") == GENERAL.hints("gradient-sign")
    assert {*course.catalogue} - {*GENERAL} == {"off-by-one"}
    assert course.credit == {"off-by-one": 50}


def test_a_course_needs_neither_file(tiny):
    course = tiny(None, None, "gradient-half")
    assert [*course.catalogue] == [*GENERAL]
    assert course.passage("first", "add") == ""


def test_a_hint_of_the_catalogue_is_worded_anew_and_one_of_a_check_s_own_stays():
    catalogue = Catalogue({"off-by-one": Diagnosis("One too large.", ("Reworded?",))})
    check = CheckResult(
        task="t", name="n", title="T", status=Status.FAIL, points=0, max_points=1,
        diagnosis="off-by-one", hint="As it was?",
    )  # fmt: skip
    assert catalogue.worded(check).hint == "Reworded?"
    for stays in ({"own_hint": True}, {"diagnosis": None}, {"diagnosis": "of-another-course"}):
        same = check.model_copy(update=stays)
        assert catalogue.worded(same) is same


def test_lectures_by_task_and_by_diagnosis(tiny):
    course = tiny()
    assert course.passage("first", "add") == "“Counting”: the beginning"
    assert course.passage("first", "off-by-one") == "“Counting”: the beginning"
    assert course.passage("second", "off-by-one") == "", "not in the second week"
    assert course.passage("second", "add") == "", "a task of the same name, of another week"
    assert course.passage("first", "gradient-sign") == "", "that lecture is still to come"
    assert course.passage("second", "gradient-sign") == "“Adding”: the end"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("hints = [", "hint = [", 4, "unknown key `hint` in `off-by-one` did you mean `hints`?"),
        ('sentence = "Half of it is there."', "", 9, "`sentence` is missing in `gradient-half`"),
        ('"Half of it is there."', "7", 10, "`sentence` must be a text (put it in quotes), not 7"),
        ('"Is the last one in?"', "3", 4, "entry 2 of `hints` must be a text"),
        ("[gradient-half]", "[Gradient_half]", 9, "'Gradient_half' cannot be the id"),
        ("[gradient-half]", "[off-by-one]", 9, "this is not TOML: Cannot declare"),
        ('there."', "there.", 10, "this is not TOML"),
        ("[\n", "[" + '"a?", ' * 3, 4, "`hints` must have at most 3 entries, not 5"),
        ("[gradient-half]\n", "[gradient-half", 9, "this is not TOML"),
        ("\n[off-by-one]", 'x = "y"\n[off-by-one]', 1, "`x` must hold keys and values, not 'y'"),
    ],
)
def test_what_is_wrong_in_diagnoses_toml_is_told_with_its_line(tiny, old, new, line, said):
    assert old in OWN
    with pytest.raises(CourseError) as caught:
        tiny(OWN.replace(old, new, 1))
    told = f"{caught.value.fault} {caught.value.remedy}"
    assert f"diagnoses.toml:{line}: " in told
    assert said in told


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("first/add", "first/ad", 7, "no task 'first/ad' did you mean 'first/add'?"),
        ('"off-by-one"', '"off-by-two"', 8, "no diagnosis 'off-by-two' did you mean 'off-by-one'?"),
        ('"off-by-one"', '"zzz"', 8, "no diagnosis 'zzz' add it to diagnoses.toml"),
        ('["second"]', '["secnd"]', 9, "no assignment 'secnd' did you mean 'second'?"),
        ('["gradient-sign"]', '["off-by-one"]', 17, "leads to a part on line 8 already"),
        ("from_week = 2", 'from_week = "2"', 13, "`from_week` must be a whole number, not '2'"),
        ('where = "the end"', "", 15, "`where` is missing in entry 1 of `part`"),
        ("not_in", "notin", 9, "did you mean `not_in`?"),
        ('title = "Adding"', "", 11, "`title` is missing in entry 2 of `lecture`"),
        ('title = "Adding"', 'titel = "Adding"', 12, "did you mean `title`?"),
        ("diagnoses = [", "diagnoses = ", 8, "this is not TOML"),
    ],
)
def test_what_is_wrong_in_lectures_toml_is_told_with_its_line(tiny, old, new, line, said):
    assert old in LECTURES
    with pytest.raises(CourseError) as caught:
        tiny(lectures=LECTURES.replace(old, new, 1))
    told = f"{caught.value.fault} {caught.value.remedy}"
    assert f"lectures.toml:{line}: " in told
    assert said in told


def test_a_credit_for_what_is_no_diagnosis_is_told_the_nearest_one(tiny):
    with pytest.raises(
        CourseError, match=r"course\.yml:7: there is no diagnosis 'off-by-on'"
    ) as told:
        tiny(credit="off-by-on")
    assert told.value.remedy == "did you mean 'off-by-one'?"
    with pytest.raises(CourseError) as told:
        tiny(credit="zzz")
    assert told.value.remedy == "add it to diagnoses.toml"


def test_every_id_of_this_course_has_a_lecture():
    # What is Python's or any task's, or no mistake yet, has no part of a lecture but its task's.
    of_any_task = {
        "always-zero", "argument-changed", "autograd-in-manual", "averaged-twice",
        "branch-missing", "default-changed", "device-ignored", "divided-in-loop", "dtype-ignored",
        "last-term-only", "losses-miscounted", "name-undefined", "no-return", "precedence",
        "result-missing", "results-swapped", "return-in-loop", "xor-for-power",
    }  # fmt: skip
    named = {*IDS} - {"stub-left", "hard-coded", "truncated-prediction"} - of_any_task - NO_LECTURE
    assert [name for name in sorted(named) if not COURSE.passage("adaline", name)] == []


def test_no_mistake_of_this_course_leads_to_a_lecture_that_is_still_to_come():
    assert "ADALINE" in COURSE.passage("adaline", "no-zero-grad")
    assert "ADALINE" in COURSE.passage("autograd", "no-zero-grad")
    for week in ("gradient-descent", "training-pipeline"):
        assert not any("ADALINE" in COURSE.passage(week, name) for name in IDS)


def test_every_task_of_this_course_has_its_part_of_a_lecture():
    for week in COURSE.assignments[:4]:  # the others follow no lecture
        assert all(COURSE.passage(week.id, task.id) for task in week.tasks)
    assert COURSE.passage("autograd", "training_loop") == ""
    loops = {
        COURSE.passage(week, "training_loop") for week in ("gradient-descent", "training-pipeline")
    }
    assert len(loops) == 2
