"""Mutants of right answers: which there are, by source text, and where they are written down."""

from textwrap import dedent

import pytest

from autograder.authoring.mutants import mutants, normal, written_down
from autograder.authoring.patch import parse, patch_between
from autograder.course import Assignment, Course, Task
from autograder.errors import CourseError

LOOP = """\
def train(model, x, y, rate=0.1, n=20):
    \"\"\"Train.\"\"\"
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses = []
    for _ in range(n):
        loss = F.mse_loss(model(x), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses
"""


def edits(source):
    """Return what each mutant of a source changes, as its operator and its patch in one line."""
    return [
        (one.operator, "; ".join(patch_between(source, one.source).split("\n")))
        for one in mutants(source)
    ]


def becomes(source):
    """Return the sources of all mutants of one expression."""
    return {one.source.removeprefix("v = ") for one in mutants(f"v = {source}")}


@pytest.mark.parametrize(
    ("source", "mutated"),
    [
        ("2.0 * x", {"4.0 * x", "1.0 * x", "2.0", "x"}),
        ("0.0", {"1.0"}),
        ("-a", {"a"}),
        ("a - b", {"a + b", "b - a", "a"}),
        ("a - b * c", {"a + b * c", "(b * c) - a", "a", "a - b", "a - c"}),
        ("(a + b).T", {"(a - b).T", "(a).T", "(b).T", "(a + b)"}),
        ("a / n", {"a * n", "a"}),
        ("x.T @ e", {"x.T * e", "e @ x.T", "x @ e"}),
        ("e ** 2", {"e * 2", "e ^ 2", "e ** 3", "e ** 1"}),
        ("a < b", {"a <= b", "a > b"}),
        ("a is None", {"a is not None"}),
        ("a if c else b", {"a", "b"}),
        ("range(n)", {"range(n - 1)", "range(n + 1)"}),
        ("range(1, n)", {"range(2, n)", "range(0, n)", "range(1, n - 1)", "range(1, n + 1)",
                         "range(n, 1)"}),
        ("len(y)", {"(len(y) - 1)", "(len(y) + 1)"}),
        ("e.mean()", {"e", "e.sum()"}),
        ("torch.sum(e, dim=1)", {"torch.mean(e, dim=1)", "torch.sum(e)", "e",
                                 "torch.sum(e, dim=2)", "torch.sum(e, dim=0)"}),
        ("e.max(axis=-1)", {"e.max()", "e.max(axis=0)"}),
        ("x.view(-1, 1)", {"x", "x.view(1, -1)"}),
        ("zeros(n, device=d, dtype=t)", {"zeros(n, dtype=t)", "zeros(n, device=d)"}),
        ("torch.zeros(n)", {"torch.ones(n)"}),
        ("f(a, b)", {"f(b, a)"}),
        ("f(*a, b)", set()),
        ("w.grad.clone()", {"w.grad"}),
        ("w.detach()", {"w"}),
        ("loss.item()", {"loss"}),
        ("F.relu(z)", {"z"}),
        ("x[rows]", {"x"}),
        ("torch.randperm(n)", {"torch.arange(n)"}),
        ("optim.SGD(p, lr=r)", {"optim.SGD(p)", "optim.Adam(p, lr=r)"}),
        ("nn.MSELoss()", {"nn.L1Loss()"}),
        ("model.eval()", {"model.train()"}),
        ("sum(a)", {"a"}),
    ],
)  # fmt: skip
def test_an_expression_becomes_what_people_write_in_its_place(source, mutated):
    assert becomes(source) == mutated


def test_statements_are_left_out_doubled_exchanged_and_moved():
    found = edits(LOOP)
    assert {
        ("statement left out", "-         optimizer.zero_grad()"),
        ("moved into the loop", "-     return losses; +         return losses"),
    } <= set(found)
    kinds = [operator for operator, _ in found]
    assert kinds.count("statement left out") == 9
    assert kinds.count("moved out of the loop") == 10
    assert kinds.count("statement doubled") == 3  # to clear twice is to clear


def test_neighbours_that_plainly_commute_keep_their_places():
    source = "def f(x):\n    a = []\n    b = x.sum()\n    c = b + 1\n    return a, c"
    exchanged = [one.source for one in mutants(source) if one.operator == "statements exchanged"]
    assert exchanged == ["def f(x):\n    a = []\n    c = b + 1\n    b = x.sum()\n    return a, c"]


def test_no_grad_is_unwrapped_and_a_parameter_moved_by_assignment():
    source = "def f():\n    with torch.no_grad():\n        w -= r * w.grad\n    w.grad = None"
    by_kind = {}
    for one in mutants(source):
        by_kind.setdefault(one.operator, []).append(one.source)
    assert by_kind["with unwrapped"] == ["def f():\n    w -= r * w.grad\n    w.grad = None"]
    assert by_kind["in place"] == [source.replace("w -= r * w.grad", "w = w - (r * w.grad)")]
    assert len(by_kind["statement left out"]) == 2
    decorated = "@torch.no_grad()\ndef f(w):\n    w.zero_()"
    assert "def f(w):\n    w.zero_()" in [one.source for one in mutants(decorated)]


def test_a_block_loses_its_head_and_a_pair_its_order():
    source = "def f(z):\n    if z <= 0:\n        return 0, z\n    return z, 1"
    found = {one.source for one in mutants(source)}
    assert "def f(z):\n    return 0, z\n    return z, 1" in found
    assert "def f(z):\n    return z, 1" in found
    assert source.replace("0, z", "z, 0") in found
    assert source.replace("0, z", "0") in found


def test_mutants_are_the_same_each_time_compile_and_differ():
    once, again = mutants(LOOP), mutants(LOOP)
    assert once == again
    forms = [normal(one.source) for one in once]
    assert len({*forms, "", normal(LOOP)}) == len(forms) + 2


def test_what_only_prints_is_left_alone():
    source = (
        "def f(n):\n    for k in range(n):\n        if k % 10 == 0:\n            print(k + 1)\n"
    )
    assert {one.source.split("\n")[1] for one in mutants(source)} == {
        "    for k in range(n - 1):",
        "    for k in range(n + 1):",
    }


def test_what_is_known_is_no_mutant():
    right = LOOP.replace("F.mse_loss(model(x), y)", "F.mse_loss(y, model(x))")
    assert len(mutants(LOOP, {normal(right)})) == len(mutants(LOOP)) - 1


def test_layout_comments_brackets_and_docstrings_make_no_other_code():
    other = 'def f(x):\n  """Other words."""\n  # a remark\n  return (x)\n'
    assert normal(other) == normal("def f(x):\n    return x")
    assert normal("def f(:") == ""
    assert normal("return 1") == ""  # parses, and does not compile
    with pytest.raises(ValueError, match="line 2"):
        mutants("x = 1\n%matplotlib inline\n")


@pytest.mark.parametrize(
    ("old", "new", "patch"),
    [
        ("a\nb\nc", "a\nB\nc", "- b\n+ B"),
        ("a\nb\nc", "a\nb\nx\nc", "  b\n+ x\n  c"),
        ("a\n    b\nc", "a\nc", "-     b"),
        ("a\na\nb", "a\nb", "- a\n  a"),
        ("a\nb\nc", "a\nc\nb", "- b\n- c\n+ c\n+ b"),
        ("a\n\na\n\nb", "a\n\nb", None),
    ],
)
def test_a_patch_says_the_change_and_where(old, new, patch, tmp_path):
    text = patch_between(old, new)
    assert patch is None or text == patch
    assert parse(text, tmp_path, 1).apply(old) == new


def test_every_mutants_diff_makes_it_of_its_source(tmp_path):
    for one in mutants(LOOP):
        assert parse(patch_between(LOOP, one.source), tmp_path, 1).apply(LOOP) == one.source


@pytest.fixture
def week(tmp_path):
    """A course of one week, and the file of its survivors, to be written."""
    task = Task(id="loop", points=10, title="A loop")
    assignment = Assignment.model_construct(id="week", tasks=(task,))
    course = Course.model_construct(root=tmp_path, assignments=(assignment,))
    path = course.known_submissions(assignment) / "survivors.toml"
    path.parent.mkdir(parents=True)
    return course, assignment, path


def test_survivors_are_written_down_as_diffs_with_a_reason(week):
    course, assignment, path = week
    assert written_down(course, assignment) == []
    path.write_text(
        dedent("""\
        [[survivor]]
        task = "loop"
        why = "Nobody sees the order."
        diffs = ['''
        -     a = f()
        -     b = g()
        +     b = g()
        +     a = f()
        ''', '''
        - x = 1
        + x = 1.0
        ''']
        """)
    )
    first, second = written_down(course, assignment)
    assert (first.task, first.why, first.line) == ("loop", "Nobody sees the order.", 1)
    source = "def h():\n    a = f()\n    b = g()\n"
    assert first.result(source) == normal("def h():\n    b = g()\n    a = f()\n")
    assert first.result("x = 1") == ""
    assert second.result("x = 1") == normal("x = 1.0")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[survivor]", r"toml:1: this is not TOML"),
        ('\n[[survivor]]\ntask = "loop"\ndiffs = ["- a"]', r"toml:2: `why` is missing"),
        ('[[survivor]]\ntask = "lop"\nwhy = "So."\ndiffs = ["- a"]', r"toml:2: .*no task 'lop'"),
        ('[[survivor]]\ntask = "loop"\nwhy = "So."\ndiffs = ["a"]', r"toml:1: a diff without"),
    ],
)
def test_what_is_odd_about_them_is_named_with_its_line(week, text, fault):
    course, assignment, path = week
    path.write_text(text)
    with pytest.raises(CourseError, match=fault):
        written_down(course, assignment)
