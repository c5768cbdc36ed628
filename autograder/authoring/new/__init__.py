"""A new week: source, graders, known hand-ins and the entry in course.yml, ready for the audit.

make        puts the files in place, builds release and solution, takes all back on failure
place       what it may be called, which folders it fills, how all is taken back
entry       the entry in course.yml, put in as text, so that comments stay
template/   the files themselves: the notebook around a task, and a folder for each kind of task
"""

from autograder.authoring.new.make import make_assignment

__all__ = ["make_assignment"]
