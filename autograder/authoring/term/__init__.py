"""The next term: the same course on other dates, and last term's hand-ins and grades archived.

plan        what would change: dates, and what goes to archive/<term>/
dates       course.yml with other dates, as text, so that comments and spacing stay
carry       does it: whoever is killed in between is followed by a run that ends the same
"""

from autograder.authoring.term.carry import carry_out
from autograder.authoring.term.plan import Plan, make_plan

__all__ = ["Plan", "carry_out", "make_plan"]
