"""The hidden side of the kit: what is right, what students write instead, and fresh problems.

    grader.py      Grader: one task's reference and hypotheses, and the pytest tests of its checks
    trial.py       a trial of a hand-in in the sandbox
    faults.py      hypotheses by composition: small faults that apply to any reference
    training.py    gradient descent, right and with one fault
    descent.py     one training under way; rows.py belongs to it
    loops.py       what students get wrong in a loop
    evaluated.py   what a classifier's training notes, right and with one fault
    classes.py     gradients of the mean cross entropy, right and with one fault
    stated.py      the results that a course states
    remember.py    answers that a class needs once

None of it is bound into the sandbox: there a training loop or a gradient would be an answer.
"""

import torch

from autograder.kit.hidden.grader import Grader, beside
from autograder.kit.hidden.remember import Lazy, remembered
from autograder.kit.hidden.training import Trainer, layered, loop_grader

__all__ = ["Grader", "Lazy", "Trainer", "beside", "layered", "loop_grader", "remembered"]

# References and mistakes are trained on few numbers. With more threads each operation waits for
# all of them, and beside another grader a step of 0.1 ms takes 30.
torch.set_num_threads(1)
