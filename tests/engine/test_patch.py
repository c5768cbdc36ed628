"""Changed lines: how a known hand-in says what it changes in the solution's cell."""

from pathlib import Path

import pytest

from autograder.authoring.patch import parse
from autograder.errors import CourseError

FILE = Path("known.py")
SOLUTION = """\
def train(model, x, y):
    costs = []
    for rows in batches(x):
        loss = cost(model, rows)
        optimizer.zero_grad()
        loss.backward()

        optimizer.step()
    costs.append(loss)
    return costs"""


def patched(text, source=SOLUTION):
    """The solution's cell with these changes, which begin in line 7 of their file."""
    return parse(text, FILE, 7).apply(source)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("-     return costs\n+     return loss", "return costs", "return loss"),
        ("- def train(model, x, y):\n+ def train():", "train(model, x, y)", "train()"),
        ("-         optimizer.zero_grad()", "        optimizer.zero_grad()\n", ""),
        # Lines that are added alone need one that stays, above or below.
        ("      costs = []\n+     n = 3", "costs = []\n", "costs = []\n    n = 3\n"),
        ("+ import os\n+\n  def train(model, x, y):", "def train", "import os\n\ndef train"),
        ("      return costs\n+ costs = 1", "return costs", "return costs\ncosts = 1"),
        # Several hunks, with and without a blank line between them, in any order.
        (
            "-     return costs\n+     return loss\n\n-     costs = []\n+     costs = 0",
            "costs = []|return costs",
            "costs = 0|return loss",
        ),
        (
            "-     costs = []\n+     costs = 0\n-     return costs\n+     return loss",
            "costs = []|return costs",
            "costs = 0|return loss",
        ),
        # Added above what they replace.
        ("+     return loss\n-     return costs", "return costs", "return loss"),
        # A blank line of the solution goes, another one comes.
        ("          loss.backward()\n-\n+         pass", "\n\n", "\n        pass\n"),
        ("      costs = []\n+", "[]\n", "[]\n\n"),
        # Blanks at a line's end.
        ("-     return costs  \n+     return loss", "return costs", "return loss"),
        # Without the solution's indentation, all lines by as much.
        (
            "- return costs\n+ if loss:\n+     return 1",
            "return costs",
            "if loss:\n        return 1",
        ),
        (
            "- for rows in batches(x):\n      loss = cost(model, rows)",
            "    for rows in batches(x):\n",
            "",
        ),
        # An unmarked line, indented as it is in the solution, or not at all.
        ("    costs = []\n+     n = 3", "costs = []\n", "costs = []\n    n = 3\n"),
        ("costs = []\n+ n = 3", "costs = []\n", "costs = []\n    n = 3\n"),
        ("+ n = 3\nreturn costs", "return costs", "n = 3\n    return costs"),
    ],
)
def test_what_a_patch_makes(text, old, new):
    expected = SOLUTION
    for before, after in zip(old.split("|"), new.split("|"), strict=True):
        expected = expected.replace(before, after, 1)
    assert patched(text) == expected


def test_a_whole_cell_is_no_patch():
    assert parse("def train():\n    return -1 \\\n        - 2\n-x", FILE, 1) is None


def test_the_exact_line_comes_before_one_that_is_indented_more():
    assert patched("- n = 1\n+ n = 2", "n = 1\nif n:\n    n = 1") == "n = 2\nif n:\n    n = 1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-     return cost\n+     return 1", "7: `return cost` is no line.*mean `return costs`"),
        (
            "\n-     pass  # nothing\n",
            "8: `pass  # nothing` is no line.*write what stands there now",
        ),
        (
            "-     costs = []\n-     return costs",
            "7: `costs = \\[\\]` is in the solution's cell, but not",
        ),
        ("-       costs = []", "7: `costs = \\[\\]` is in the solution's cell, but not so"),
        ("-         x = 1\n+         x = 2", "7: `x = 1` stands in 2 places.*line above or below"),
        ("- x = 1\n+ x = 2", "7: `x = 1` stands in 2 places"),
        ("+     x = 3", "7: `x = 3` is added, and it is not said where.*line above or below"),
        ("-     costs = []\n\n      return costs", "9: `return costs` stands among changed lines"),
        ("-     costs = []\n\n-     costs = []", "9: `costs = \\[\\]` is removed above already"),
    ],
)
def test_a_patch_that_does_not_fit(text, said):
    twice = SOLUTION + "\n    if costs:\n        x = 1\n    else:\n        x = 1"
    with pytest.raises(CourseError, match=f"(?s){FILE}:{said}"):
        patched(text, twice)
