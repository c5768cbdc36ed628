"""An nbgrader course becomes weeks of this shape, with a list, cell by cell, of what is left.

    find       the assignments of the course, as they lie there
    upgrade    their notebooks in today's formats
    autotests  AUTOTEST lines expanded, by nbgrader's own preprocessor
    code       what a cell binds and reads
    pieces     each cell: its kind, its name, what became of it
    tests      test cells as statements, visible and hidden, by the task that they test
    week       a whole assignment as a week: notebook, tasks, points, files
    shared     what the old course shows of its solutions
    render     the files of a week as text
    listing    the list, in Markdown
    write      puts the files in place, and builds release and solution

Of the course that is imported nothing is changed.
"""

from autograder.authoring.importing.find import find_assignments
from autograder.authoring.importing.listing import markdown
from autograder.authoring.importing.pieces import Kind, Piece
from autograder.authoring.importing.week import Week, planned
from autograder.authoring.importing.write import Imported, check_weeks, write_week

__all__ = [
    "Imported",
    "Kind",
    "Piece",
    "Week",
    "check_weeks",
    "find_assignments",
    "markdown",
    "planned",
    "write_week",
]
