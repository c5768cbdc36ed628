"""One run of `autograder grade`: what is finished already, the rest, and the gradebook.

run         goes through a class and yields what came of each hand-in
recorder    puts reports into the gradebook in batches, and keeps what it would not take
lock        one run for each assignment at a time
"""

from autograder.run.run import Outcome, Watcher, grade_assignment

__all__ = ["Outcome", "Watcher", "grade_assignment"]
