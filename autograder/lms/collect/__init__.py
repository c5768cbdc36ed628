"""Hand-ins out of an LMS's download into submitted/, whatever lies in that download.

names        what a member may be called, and the student ids that become folders
entries      one member of an archive, and the limits on what is read of it
zips, tars, folders, archives     the three kinds of download, opened by content
layouts      whose file it is: Canvas, Moodle, Gradescope, nbgrader, plain
roster       the course's own ids for the people of the LMS
candidates   the notebooks in a hand-in, and which of them is meant
times        when it was handed in, as far as the download says so
origin       what the download called it, kept for the way back
place        submitted/<student>/<assignment>/, swapped in whole
settle       who gets the folder
collect      the whole way
"""

from autograder.lms.collect.collect import Collected, collect
from autograder.lms.collect.entries import Limits
from autograder.lms.collect.origin import Origin, read_origin
from autograder.lms.collect.place import Fate
from autograder.lms.collect.roster import Roster, keep_roster, kept_roster, read_roster
from autograder.lms.collect.rows import Row

__all__ = [
    "Collected",
    "Fate",
    "Limits",
    "Origin",
    "Roster",
    "Row",
    "collect",
    "keep_roster",
    "kept_roster",
    "read_origin",
    "read_roster",
]
