"""The audit, tried on a small course with faults planted in it, and asked of the real one."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from folders import ROOT

GRADER = "tests/graders/small/test_first_task.py"
MISTAKE = "tests/submissions/small/mistakes/gradient_summed.py"
ACCEPTED = "tests/submissions/small/accepted/in_a_loop.py"
DEFINITION = "source/small/public_checks.py"
COURSE = """\
id: drill
title: A course to plant faults in
term: Now
timezone: Europe/Berlin
execution: {device: cpu}
assignments: []
"""


MORE = """
import pytest

@pytest.mark.task("first_task")
@pytest.mark.points({})
@pytest.mark.requires("test_{}")
def test_more(rng):
    \"\"\"One check more\"\"\"
    assert {}
"""


@pytest.fixture(scope="module")
def small_course(tmp_path_factory):
    """A course of one week, as `autograder new` makes it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "course.yml").write_text(COURSE)
    autograder = Path(sys.executable).with_name("autograder")
    done = subprocess.run(
        [autograder, "new", "small"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "tests/graders/small: made" in done.stdout
    return folder


@pytest.fixture
def course(small_course, tmp_path):
    """A copy of the small course, to plant faults in."""
    return Path(shutil.copytree(small_course, tmp_path / "course"))


def audit(folder, *arguments):
    """Run the command; return its exit code, its JSON and what it printed."""
    done = subprocess.run(
        [Path(sys.executable).with_name("autograder"), "audit", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=3 * 3600,  # then it hangs, however slow the machine is
        check=False,
    )
    written = folder / "reports" / "audit.json"
    found = json.loads(written.read_bytes()) if written.exists() else None
    return done.returncode, found, done.stdout + done.stderr


def release(folder):
    """Build release and solution anew."""
    autograder = Path(sys.executable).with_name("autograder")
    subprocess.run([autograder, "release", "small"], cwd=folder, check=True, capture_output=True)


def plant(folder, name, old, new):
    """Change a text in a file of the course; the fault is then in it for certain."""
    path = folder / name
    text = path.read_text()
    assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new))


def check_seed_of(seed, name):
    """Return what a check's random numbers begin from (checks.check_seed)."""
    digest = hashlib.sha256(f"{seed}:first_task:{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def faults(found, question):
    """Return what falls short in one question: file and fault."""
    return [(f["file"], f["fault"]) for f in found["findings"] if f["question"] == question]


def asked_of(found):
    """Return of how many things each question was asked."""
    return {row["question"]: row["asked"] for row in found["rows"]}


def test_a_right_course_is_right_and_only_that_is_noted_in_it(course, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in course.rglob("*")}
    code, found, said = audit(course, "--json", tmp_path / "found.json", "--jobs", "2")
    assert code == 0, said
    assert found is None
    after = {path: path.stat().st_mtime_ns for path in course.rglob("*")}
    noted = course / "reports" / "audited.json"
    assert after.keys() - before.keys() == {noted.parent, noted}
    assert {path: after[path] for path in before} == before
    assert list(json.loads(noted.read_bytes())) == ["small"]
    found = json.loads((tmp_path / "found.json").read_bytes())
    assert (found["status"], found["seeds"], found["findings"]) == ("right", [0, 1], [])
    assert asked_of(found) == {
        "built": 2,
        "hidden": 1,
        "checks": 3,
        "release": 1,
        "solution": 1,
        "mistakes": 2,
        "accepted": 1,
        "coverage": 3,
        "seeds": 5,
    }
    assert "nothing falls short" in said


@pytest.mark.thorough
def test_graders_that_are_wrong_are_found_out(course):
    """A check without title, one that nothing fails, one that goes by the seed, a wrong claim."""
    added = """

import pytest
from autograder.errors import CheckFailed
pytestmark = pytest.mark.task("first_task")

@pytest.mark.points(1)
@pytest.mark.requires("test_values")
def test_untitled(rng):
    assert rng


@pytest.mark.points(1)
def test_nothing(rng):
    \"\"\"Nothing is asked here\"\"\"


@pytest.mark.points(1)
@pytest.mark.requires("test_values")
def test_by_chance(rng):
    \"\"\"What a coin says\"\"\"
    if rng.initial_seed() == {seed}:
        raise CheckFailed("tails")
"""
    seed = check_seed_of(1, "test_by_chance")
    path = course / GRADER
    path.write_text(path.read_text() + added.format(seed=seed))
    plant(course, DEFINITION, '"values": 6', '"values": 3')
    release(course)
    plant(course, MISTAKE, "diagnosis: gradient-summed", "diagnosis: gradient-sign; score: 7")
    code, found, said = audit(course)
    assert code == 1, said
    assert found["status"] == "short"
    assert faults(found, "checks") == [(GRADER, "line 25: the check test_untitled has no title")]
    assert faults(found, "coverage") == [
        ("tests/graders/small", f"no known mistake fails first_task::test_{name}")
        for name in ("untitled", "nothing", "by_chance")
    ]
    changed = (
        "first_task::test_by_chance is not the same under every seed: "
        "pass under seed 0, fail under seed 1"
    )
    assert faults(found, "seeds") == [
        ("solutions/small/small.ipynb", changed),
        (ACCEPTED, changed),
    ]
    assert faults(found, "mistakes") == [
        (MISTAKE, "has 5 points, not 7"),
        (MISTAKE, "is not diagnosed as gradient-sign but as gradient-summed"),
    ]
    kept = "scores 1 in first_task, unsolved as it is: first_task::test_nothing passes"
    assert faults(found, "release") == [("release/small/small.ipynb", kept)]
    lost = "loses points in first_task: first_task::test_by_chance says “tails”"
    assert faults(found, "accepted") == [(ACCEPTED, lost)]
    assert f"{ACCEPTED}: {lost}; let the grader accept it, or correct it" in said


@pytest.mark.thorough
def test_what_was_not_asked_does_not_hold(course):
    """Without known hand-ins nothing is known of mistakes; one seed is compared with none."""
    shutil.rmtree(course / "tests" / "submissions")
    code, found, said = audit(course, "--seeds", "1")
    assert (code, found["status"], found["devices"]) == (0, "right", ["cpu"]), said
    asked = asked_of(found)
    unasked = [question for question, number in asked.items() if not number]
    assert unasked == ["mistakes", "accepted", "coverage", "seeds"]
    assert said.count("not asked") == len(unasked) + 1
    assert "nothing falls short of what was asked" in said


def test_all_known_submissions_that_the_solution_has_left_behind_are_named(course):
    """They must be mended first: nothing is graded."""
    plant(course, MISTAKE, "-     return 2 * x.T @ residual / len(y)", "-     return old(x)")
    (course / ACCEPTED).write_text('"""Said so."""\n# %% first_task\n- pass\n+ pass  # so\n')
    code, found, said = audit(course, "--seeds", "1")
    assert code == 1, said
    gone = "is no line of the solution's cell"
    assert faults(found, "mistakes") == [(MISTAKE, f"line 3: `return old(x)` {gone}")]
    assert faults(found, "accepted") == [(ACCEPTED, f"line 3: `pass` {gone}")]
    assert f"{ACCEPTED}: line 3: `pass` {gone}; write what stands there now" in said
    assert asked_of(found)["solution"] == 0


def test_builds_that_are_not_of_the_source_are_found_out(course):
    """Nothing is graded where the solution is no notebook."""
    notebook = course / "release" / "small" / "small.ipynb"
    notebook.write_text(notebook.read_text().replace("A first task", "The first task"))
    (course / "solutions" / "small" / "small.ipynb").write_text("{}")
    code, found, said = audit(course, "--seeds", "1")
    assert code == 1, said
    assert faults(found, "built") == [
        ("release/small", "is not what source/ gives now"),
        ("solutions/small/small.ipynb", "is not what source/ gives now"),
    ]
    assert asked_of(found)["mistakes"] == 0
    assert "not asked" in said


@pytest.mark.thorough
def test_known_submissions_that_do_not_fit_are_found_out(course):
    """A mistake that is not caught, a right answer that is refused."""
    plant(
        course,
        MISTAKE,
        "+     return 2 * x.T @ residual",
        "+     return x.T @ residual / len(y) * 2",
    )
    plant(course, ACCEPTED, "return total", "return -total")
    code, found, said = audit(course, "small", "--seeds", "1")
    assert code == 1, said
    assert faults(found, "built") == []
    assert faults(found, "mistakes") == [
        (MISTAKE, "is not caught: first_task gives it full marks"),
    ]
    assert faults(found, "accepted") == [
        (
            ACCEPTED,
            "loses points in first_task: first_task::test_values says"
            " “what `gradient` returns is not right” [gradient-sign]",
        )
    ]
    assert faults(found, "coverage") == [
        ("tests/graders/small", "no known mistake fails first_task::test_values")
    ]


@pytest.mark.thorough
def test_points_that_do_not_add_up_and_leaks_are_found_out(course):
    path = course / GRADER
    path.write_text(path.read_text() + MORE.format(1, "values", "rng"))
    source = course / "source" / "small" / "small.ipynb"
    notebook = nbformat.read(source, as_version=4)
    given = next(cell for cell in notebook.cells if cell.cell_type == "code")
    given.source += "\n# see test_first_task.py"
    nbformat.write(notebook, source)
    code, found, said = audit(course, "--seeds", "1")
    assert code == 1, said
    ((file, fault),) = faults(found, "checks")
    assert file == "tests/graders/small"
    assert "11 points, course.yml says 10" in fault
    ((file, fault),) = faults(found, "hidden")
    assert file == "source/small/small.ipynb"
    assert "test_first_task.py" in fault


@pytest.mark.thorough
def test_a_check_that_breaks_proves_nothing_and_exits_3(course):
    path = course / GRADER
    path.write_text(path.read_text() + MORE.format(0, "values", "1 / 0"))
    code, found, said = audit(course, "--seeds", "1")
    assert code == 3, said
    assert found["status"] == "broken"
    assert any("ZeroDivisionError" in fault for _, fault in faults(found, "solution"))


@pytest.mark.parametrize("words", [["--seeds", "0"], ["smal"]])
def test_wrong_use_exits_2(course, words):
    code, found, said = audit(course, *words)
    assert (code, found) == (2, None)
    assert re.search("seeds|did you mean small", said)


@pytest.mark.thorough
def test_this_course_is_right(tmp_path):
    """Graders, releases and known hand-ins of every week, under two seeds: minutes on 2 cores."""
    code, _, said = audit(ROOT, "--json", tmp_path / "audit.json")
    assert code == 0, said


@pytest.mark.thorough
def test_a_check_that_requires_a_later_one_is_found_out(course):
    path = course / GRADER
    path.write_text(path.read_text() + MORE.format(0, "value", "rng"))
    code, found, said = audit(course, "--seeds", "1")
    assert code == 1, said
    ((_, fault),) = faults(found, "checks")
    assert "test_more requires test_value" in fault


@pytest.mark.thorough
def test_mutants_of_right_answers_are_graded_and_those_that_survive_shown(course):
    """A loop that adds up from an integer is right, and nobody has said so yet."""
    code, found, said = audit(course, "--mutants", "--json", course / "reports" / "audit.json")
    assert found["status"] == "short", said
    assert code == 1
    (row,) = found["mutants"]
    assert row["task"] == "first_task"
    assert row["mutants"] == row["lost"] + row["survived"]
    assert row["lost"] > row["named"] > 0
    assert row["survived"] == len(found["survivors"]) > 0
    path = course / "tests" / "submissions" / "small" / "survivors.toml"
    entry = "[[survivor]]\ntask = 'first_task'\nwhy = 'It is right.'\ndiffs = ['''\n{}\n''']\n"
    path.write_text("\n".join(entry.format(one["diff"]) for one in found["survivors"]))
    code, found, said = audit(course, "--mutants", "--json", course / "reports" / "audit.json")
    assert code == 0, said
    assert found["survivors"] == found["findings"] == []
    assert "nothing falls short" in said


@pytest.mark.thorough
def test_no_mutant_of_a_right_answer_is_right_and_not_written_down(tmp_path):
    """2,600 mutants of six weeks, minutes on 2 cores."""
    code, _, said = audit(ROOT, "--mutants", "--json", tmp_path / "mutants.json")
    assert code == 0, said
