"""One run of `autograder grade`: what is finished already, the rest, and the gradebook.

run         goes through a class and yields what came of each hand-in
recorder    puts reports into the gradebook in batches, and keeps what it would not take
history     keeps the reports that a run replaces
restore     puts them back
lock        one run for each assignment at a time
"""

from autograder.run.history import History, earlier
from autograder.run.restore import Restored, restore
from autograder.run.run import Outcome, Watcher, grade_assignment

__all__ = ["History", "Outcome", "Restored", "Watcher", "earlier", "grade_assignment", "restore"]
