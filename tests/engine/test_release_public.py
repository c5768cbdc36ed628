"""How public_checks.py and public_checks.json come into a release, and what keeps them out."""

import json

import nbformat
import pytest

from autograder.authoring.release import build_release, check_release
from autograder.authoring.release.public import table_is_current, write_table
from autograder.course import load_course
from autograder.diagnoses import Diagnosis
from autograder.errors import ReleaseError
from autograder.model import Limits
from autograder.public.load import CODE, TABLE
from autograder.sandbox import Sandbox


@pytest.fixture
def course(course_folder):
    return load_course(course_folder)


def week(course):
    return course.assignment("adaline")


def source(course, name):
    return course.root / "source" / "adaline" / name


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_the_table_is_what_the_hidden_side_tells_and_no_other(course):
    table = source(course, TABLE)
    before = table.read_bytes()
    assert table_is_current(course, week(course))
    assert not write_table(course, week(course))
    mistakes = course.graders_dir(week(course)) / "mistakes.py"
    replace(
        mistakes,
        'GRADIENTS += [\n        ("gradient-wrong-n"',
        'GRADIENTS += [\n        ("broadcast-loss"',
    )
    assert not table_is_current(course, week(course))
    assert write_table(course, week(course))
    assert table.read_bytes() != before
    assert not write_table(course, week(course))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("source", '"linear_model": (', '"line": (', "no step for task `linear_model`"),
        ("source", '"""They carry no graph of their own"""', "", "no_graph has no title"),
        ("source", "TASKS = {", "TASKS = {{", "cannot be loaded: SyntaxError"),
        ("public", "def answers", "def answer", "cannot be worked out: AttributeError"),
        ("public", "truth = reference", "truth = references", "cannot be worked out: NameError"),
    ],
)
def test_what_cannot_be_told_is_refused(course, name, old, new, fault):
    hidden = course.graders_dir(week(course))
    path = source(course, CODE) if name == "source" else hidden / f"{name}.py"
    replace(path, old, new)
    with pytest.raises(ReleaseError, match=fault):
        write_table(course, week(course))


def test_a_diagnosis_that_is_in_no_catalogue_is_refused_with_the_nearest_name(course):
    mistakes = course.graders_dir(week(course)) / "mistakes.py"
    replace(mistakes, '"gradient-wrong-n"', '"gradient-wrong-m"')
    fault = r"test_manual_gradient\.py: there is no diagnosis 'gradient-wrong-m'"
    with pytest.raises(ReleaseError, match=fault) as caught:
        write_table(course, week(course))
    assert caught.value.remedy == "did you mean 'gradient-wrong-n'?"
    own = course.model_copy(
        update={"diagnoses": {"gradient-wrong-m": Diagnosis("Of this course.")}}
    )
    assert write_table(own, week(own))


def test_without_a_hidden_side_there_is_no_release(course):
    (course.graders_dir(week(course)) / "public.py").unlink()
    with pytest.raises(ReleaseError, match=r"public\.py does not exist"):
        build_release(course, week(course))


LEAKS = {
    "a line of the solution": "downhill = 2.0 * (y - yhat)",
    "a line of the reference": "grads = torch.autograd.grad(value, (weight, bias))",
    "a line of a mistake": 'bias = -2 * (given["yhat"] - given["y"]).mean().view(1)',
    "the name of a hypothesis": "# as _mean_of_product does",
    "the name of a hidden check": "# see test_manual_gradient.py",
}


@pytest.mark.parametrize("line", LEAKS.values(), ids=LEAKS)
def test_public_checks_with_hidden_code_are_not_released(course, line):
    path = source(course, CODE)
    path.write_text(f"{path.read_text()}\n\nif False:\n    {line}\n    pass\n")
    with pytest.raises(ReleaseError, match=CODE):
        check_release(course, week(course))


def test_a_check_cell_holds_no_code_of_its_own(course):
    path = course.source_notebook(week(course))
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "check_grad_call")
    cell.source += "\nassert True"
    nbformat.write(notebook, path)
    with pytest.raises(ReleaseError, match=r"`check_grad_call`: beside a public_checks\.py"):
        check_release(course, week(course))


def test_in_the_sandbox_a_check_costs_nothing_and_says_so():
    cells = [
        ("from autograder.public import check", ""),
        ('check("manual_gradient")', "manual_gradient: judged by the hidden checks when graded.\n"),
    ]
    with Sandbox(Limits()) as sandbox, sandbox.open() as session:
        for number, (code, printed) in enumerate(cells):
            run = session.run_cell(code, f"c{number}", seconds=60)
            assert run.error is None
            assert "".join(output["text"] for output in run.outputs) == printed


def test_another_machine_s_rounding_makes_no_table_stale(course):
    table = source(course, TABLE)
    before = json.loads(table.read_bytes())
    known = before["tasks"]["manual_gradient"]["known"]["gradients"]
    number = known["truth"][0][1][0]
    known["truth"][0][1][0] = number * (1 + 3e-7)
    table.write_text(json.dumps(before))
    assert table_is_current(course, week(course))
    known["truth"][0][1][0] = number * (1 + 3e-3)
    table.write_text(json.dumps(before))
    assert not table_is_current(course, week(course))
