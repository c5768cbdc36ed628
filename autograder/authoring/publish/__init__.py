"""The week's bundle goes to students, by its date and never unproved.

    gate        may it go out now? dates, extensions, the audit of exactly these files
    bundle      the files of a bundle, and the zip: the same content gives the same bytes
    changes     what differs between two editions of a notebook
    deliver     into a folder, or into nbgrader's exchange
    publish     one bundle: keeps the edition, delivers it, adds a line to published.jsonl

What was published is read elsewhere by `course.published`. One process at a time publishes. Each
step can be done again: whoever is killed in between is followed by a run that ends the same.
"""

from autograder.authoring.publish.deliver import ToExchange, ToFolder
from autograder.authoring.publish.publish import Wish, due, publish

__all__ = ["ToExchange", "ToFolder", "Wish", "due", "publish"]
