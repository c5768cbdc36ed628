"""The grading kit: what is known of tasks that PyTorch courses ask for, said once.

For a public definition (source/<assignment>/public_checks.py), which travels to students and into
the sandbox; what must stay hidden is written with autograder.kit.hidden.

    values.py      kinds of tasks: a function, a gradient by hand, a gradient by autograd;
                   answers.py and gradients.py belong to it
    modules.py     the kind "an nn.Module"; building.py, sized.py and modes.py belong to it
    loops.py       the kind "a training loop"; running.py, walks.py and moves.py belong to it
    evaluating.py  the kind "a training loop that evaluates a classifier"
    asserts.py     the kind "statements over the notebook's names", of imported courses
    kind.py        what all kinds have in common
    trial.py       Task, Check, Trial: a task is defined once, and checked in public and hidden
    together.py    one task that asks for several functions
    draw.py        where the numbers of a problem come from
    form.py, forms.py    the form of an answer, and what one in another form means
    helping.py     a task whose code may call the student's function of a task before
    asking.py      what puts problems to the student's code, beside it
    observers.py   what differentiation, optimizers and random draws do meanwhile
    compare.py, nearly.py   comparing numbers, naming mistakes, asking where no mistake is known
    definition.py  reads a definition
"""

from autograder.errors import CheckFailed
from autograder.kit.asking import (
    KINDS,
    LOSSES,
    asked,
    by_name,
    carries_graph,
    counted_forwards,
    filled,
    on,
    on_device,
    scaled,
    tensors,
)
from autograder.kit.asserts import Asserts, asserted
from autograder.kit.building import ignored
from autograder.kit.compare import HISTORY, agrees, constant, error, evidence, first_difference
from autograder.kit.draw import Draw
from autograder.kit.evaluating import Evaluation, Modal, classes, of_the_notebook
from autograder.kit.form import Form
from autograder.kit.forms import (
    expect_number,
    expect_numbers,
    expect_something,
    expect_tensor,
    expect_tensors,
    identical,
    shape_words,
)
from autograder.kit.helping import Helper
from autograder.kit.kind import expect_unchanged
from autograder.kit.loops import Loop, training_loop
from autograder.kit.modules import Modules
from autograder.kit.observers import Watch, counted, standing_in, unpacked
from autograder.kit.running import Layers
from autograder.kit.together import Together
from autograder.kit.trial import Check, Task
from autograder.kit.values import (
    Right,
    Values,
    function,
    gradient_by_autograd,
    gradient_by_hand,
)
from autograder.pictures import Bars, Curves

__all__ = [
    "HISTORY",
    "KINDS",
    "LOSSES",
    "Asserts",
    "Bars",
    "Check",
    "CheckFailed",
    "Curves",
    "Draw",
    "Evaluation",
    "Form",
    "Helper",
    "Layers",
    "Loop",
    "Modal",
    "Modules",
    "Right",
    "Task",
    "Together",
    "Values",
    "Watch",
    "agrees",
    "asked",
    "asserted",
    "by_name",
    "carries_graph",
    "classes",
    "constant",
    "counted",
    "counted_forwards",
    "error",
    "evidence",
    "expect_number",
    "expect_numbers",
    "expect_something",
    "expect_tensor",
    "expect_tensors",
    "expect_unchanged",
    "filled",
    "first_difference",
    "function",
    "gradient_by_autograd",
    "gradient_by_hand",
    "identical",
    "ignored",
    "of_the_notebook",
    "on",
    "on_device",
    "scaled",
    "shape_words",
    "standing_in",
    "tensors",
    "training_loop",
    "unpacked",
]
