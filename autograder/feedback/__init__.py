"""The page that a student gets back: feedback/<student>/<assignment>/<notebook>.html.

view      what the page says: a pure function of report, gradebook and policy
cells     the notebook as it ran, from markup (inert HTML) and formulas (MathML)
charts    curves and bars, as SVG
page      the page itself, one file that loads and runs nothing
write     the files, and what nbgrader's release_feedback needs beside them
"""

from autograder.feedback.write import Fate, PageResult, shown_at, students_of, write_pages

__all__ = ["Fate", "PageResult", "shown_at", "students_of", "write_pages"]
