"""Statements as checks: what they say in public and hidden, and what they leave as it was."""

import linecache

import pytest
import torch

from autograder import wire
from autograder.errors import CheckFailed, StudentNameMissing, StudentProtocol, StudentRaised
from autograder.kit import Asserts, asserted
from autograder.kit.hidden import Grader
from autograder.kit.hidden.trial import HiddenTrial
from autograder.public.run import NameMissing, Notebook
from autograder.public.table import Table
from autograder.public.trial import PublicTrial
from autograder.worker import calls

VISIBLE = '''
"""Squares of small numbers"""
assert squares(1) == [1]
assert squares(3) == [1, 4, 9], "the squares of 1, 2, 3"
'''
HIDDEN = """
assert squares(4)[-1] == 16, "the secret is 16"
"""
TASK = asserted(
    Asserts("small", "Squares of small numbers", VISIBLE, 2),
    Asserts(
        "needs",
        "It is by squares",
        """
kept = squares
del squares
try:
    total(1)
except NameError:
    pass
else:
    raise AssertionError("total does not use squares")
finally:
    squares = kept
""",
        1,
    ),
)
RIGHT = """
def squares(n):
    return [i * i for i in range(1, n + 1)]

def total(n):
    return sum(squares(n))
"""
CUBES = RIGHT.replace("i * i", "i * i * i")


def names_of(source):
    names = {}
    exec(source, names)
    return names


class Worker:
    """The student's process without a process: the same calls, and all over the wire."""

    def __init__(self, names):
        self._view = calls.Namespace(names)

    def __getattr__(self, task):
        def ask(*args):
            args = wire.decode(wire.encode(list(args)))
            told = calls.outcome(TASK.ask, (self._view, *args), {})
            if told["status"] == "missing":
                raise StudentNameMissing(told["name"])
            if told["status"] == "raised":
                raise StudentRaised(told["type"], told["text"])
            return wire.decode(wire.encode(told["value"]))

        return ask


def hidden(names):
    grader = Grader("squares", truth={})
    return HiddenTrial(TASK, grader, Worker(names), torch.Generator(), ["cpu"])


def public(names):
    return PublicTrial("squares", TASK, Notebook(names, {}), Table())


def look(trial, name):
    next(check for check in TASK.checks if check.name == name).look(trial)


@pytest.mark.parametrize("trial", [public, hidden])
def test_right_code_holds_and_every_name_is_as_before(trial):
    names = names_of(RIGHT)
    before = dict(names)
    for name in ("small", "needs"):
        look(trial(names), name)
    assert names == before
    assert (TASK.checks[0].title, TASK.checks[0].points) == ("Squares of small numbers", 2)


def test_in_public_the_assertion_speaks_for_itself():
    with pytest.raises(CheckFailed) as caught:
        look(public(names_of(CUBES)), "small")
    statement = 'assert squares(3) == [1, 4, 9], "the squares of 1, 2, 3"'
    assert caught.value.message == f"`{statement}` does not hold: the squares of 1, 2, 3"


def test_hidden_the_visible_statement_is_told_and_nothing_of_the_students_process():
    names = names_of(CUBES + "\nclass A(AssertionError):\n    __str__ = lambda self: 'LEAK'\n")
    with pytest.raises(CheckFailed) as caught:
        look(hidden(names), "small")
    assert caught.value.message.startswith("`assert squares(3) ==")
    assert caught.value.message.endswith("` does not hold")


def test_of_hidden_statements_nothing_is_told():
    five = names_of(RIGHT.replace("return [", "return [0] if n == 4 else ["))
    with pytest.raises(CheckFailed) as caught:
        TASK.hold(hidden(five), after="small", hidden=HIDDEN)
    assert caught.value.message == "a hidden test does not hold"
    assert caught.value.evidence == {"assertion": "the secret is 16"}
    TASK.hold(hidden(names_of(RIGHT)), after="small", hidden=HIDDEN)
    assert not [name for name in linecache.cache if "statements" in name], "no traceback shows it"


def test_a_long_statement_is_one_line():
    wrong = names_of(RIGHT.replace("sum(squares(n))", "0"))
    with pytest.raises(CheckFailed, match="total does not use squares") as caught:
        look(public(wrong), "needs")
    assert caught.value.message.startswith("`try: total(1) except NameError: pass else: raise")


def test_a_name_that_is_missing_is_said_to_be():
    with pytest.raises(NameMissing, match="`squares` is not defined"):
        look(public({}), "small")
    with pytest.raises(StudentNameMissing, match="`squares` is not defined"):
        look(hidden({}), "small")
    with pytest.raises(StudentRaised) as caught:  # a name that the student's own code misses
        look(hidden(names_of("def squares(n):\n    return gone(n)\n")), "small")
    assert caught.value.type_name == "NameError"


@pytest.mark.parametrize(
    "told",
    [
        [{"held": 1, "line": 0, "said": ""}],
        [{"held": False, "line": -3, "said": ""}],
        [{"held": False, "line": 10**9, "said": "\n" * 9}],
        [{"held": True}],
        [],
    ],
)
def test_whatever_the_worker_tells_is_a_failed_check(told):
    trial = hidden({})
    trial.told = lambda *_: told
    with pytest.raises((CheckFailed, StudentProtocol)):
        look(trial, "small")
