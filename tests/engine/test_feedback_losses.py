"""The picture of a student's losses on the page names what that week's loop counts."""

import re
from datetime import timedelta

import nbformat
import pytest
from known_set import COURSE, a_week_and_the_others

from autograder.authoring.known import build, load_known
from autograder.course import load_course
from autograder.feedback import students_of, write_pages
from autograder.notebooks import read_notebook

# Known hand-ins whose losses are wrong, by the task that they are wrong in.
WRONG = {
    "gradient-descent": {
        "train_loss_after": "training_loop",
        "autograd_loss_after": "autograd_loop",
    },
    "training-pipeline": {
        "optimizer_losses_after": "loss_and_optimizer",
        "loop_losses_after": "training_loop",
    },
    "adaline": {"no_zero_grad": "backward_loop"},
}
COUNTED = {"gradient-descent": "iteration", "training-pipeline": "iteration", "adaline": "epoch"}


@pytest.mark.parametrize("week", a_week_and_the_others(of=WRONG))
def test_the_axis_and_the_table_say_what_is_counted(course_folder, autograder, week):
    course = load_course(course_folder)
    assignment = course.assignment(week)
    solved = read_notebook(course.solution_notebook(assignment))
    for name in WRONG[week]:
        known = load_known(COURSE.known_submissions(assignment) / "mistakes" / f"{name}.py")
        path = course.submitted_dir / name / week / f"{week}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(build(known, solved), path)
    graded = autograder("grade", week, "--device", "cpu", cwd=course_folder)
    assert graded.returncode == 0, graded.stderr
    after = assignment.due + timedelta(days=1)
    list(write_pages(course, assignment, students_of(course, assignment, ()), after))
    for name, task in WRONG[week].items():
        html = course.feedback_page(name, assignment).read_text()
        section = html.split(f'aria-labelledby="task-{task}"')[1].split("</section>")[0]
        pictures = re.findall(r'aria-label="Loss by (\w+), yours from', section)
        axes = re.findall(r'"middle">([a-z ]+)</text>', section)
        tables = re.findall(r'<th scope="col">([^<]*)</th><th scope="col">yours', section)
        assert pictures == axes == tables == [COUNTED[week]]
