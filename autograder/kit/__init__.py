"""The grading kit: what is known of tasks that PyTorch courses ask for, said once.

For a public definition (source/<assignment>/public_checks.py), which travels to students and into
the sandbox; what must stay hidden is written with autograder.kit.hidden.

    values.py      kinds of tasks: a function, a gradient by hand, a gradient by autograd
    evaluating.py  the kind "a training loop that evaluates a classifier"
    modules.py     the kind "an nn.Module"; building.py, sized.py and modes.py belong to it
    loops.py       the kind "a training loop"; moves.py, walks.py and running.py belong to it
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
from autograder.kit.building import heeds_device, ignored
from autograder.kit.compare import HISTORY, agrees, constant, error, evidence, first_difference
from autograder.kit.draw import Draw
from autograder.kit.evaluating import Evaluation, Modal, classes, of_the_notebook
from autograder.kit.form import Form
from autograder.kit.forms import (
    expect_array,
    expect_number,
    expect_numbers,
    expect_something,
    expect_tensor,
    expect_tensors,
    identical,
    shape_words,
)
from autograder.kit.helping import Helper
from autograder.kit.loops import Loop, training_loop
from autograder.kit.modules import Modules
from autograder.kit.nearly import history_hint, scale_hint, size_hint
from autograder.kit.observers import Autograd, Scaled, Steps, Watch, counted, standing_in, unpacked
from autograder.kit.running import Layers
from autograder.kit.together import Together
from autograder.kit.trial import Check, Round, Task, Trial
from autograder.kit.values import (
    Right,
    Values,
    expect_unchanged,
    function,
    gradient_by_autograd,
    gradient_by_hand,
)
from autograder.pictures import Bars, Curves

__all__ = [
    "HISTORY",
    "KINDS",
    "LOSSES",
    "Autograd",
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
    "Round",
    "Scaled",
    "Steps",
    "Task",
    "Together",
    "Trial",
    "Values",
    "Watch",
    "agrees",
    "asked",
    "by_name",
    "carries_graph",
    "classes",
    "constant",
    "counted",
    "counted_forwards",
    "error",
    "evidence",
    "expect_array",
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
    "heeds_device",
    "history_hint",
    "identical",
    "ignored",
    "of_the_notebook",
    "on",
    "on_device",
    "scale_hint",
    "scaled",
    "shape_words",
    "size_hint",
    "standing_in",
    "tensors",
    "training_loop",
    "unpacked",
]
