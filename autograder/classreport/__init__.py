"""What a class did in one week: reports/<assignment>.html, for whoever teaches it.

gather      reads hand-ins as they lie there: report, tally, time, code
model       the vocabulary: what the page and `--json` say
build       from hand-ins to what is said, by
    mistakes    what was misunderstood, and lost points that nothing explains
    items       figures, and what each task and check tells about the class
    times       when hand-ins came
    shared      rare wrong answers that several have
    similarity  code that several have
anonymous   the same without anybody in it
pictures    SVG
page        one file that loads and runs nothing

All but `gather` are pure functions. Everything from hand-ins is hostile: it is made inert and cut
where it enters (`build`), and escaped where it leaves (`page`).
"""

from autograder.classreport.anonymous import without_people
from autograder.classreport.build import class_report
from autograder.classreport.gather import Gathered, gather
from autograder.classreport.model import ClassReport
from autograder.classreport.page import page

__all__ = ["ClassReport", "Gathered", "class_report", "gather", "page", "without_people"]
