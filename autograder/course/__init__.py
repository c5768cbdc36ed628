"""The course as course.yml states it: weeks, tasks, points, limits, lateness, where files lie."""

from autograder.course.load import find_course_root, load_course
from autograder.course.schema import (
    Assignment,
    ByHand,
    Course,
    Execution,
    FeedbackPolicy,
    Targets,
    Task,
)
from autograder.course.values import local_time, nearest

__all__ = [
    "Assignment",
    "ByHand",
    "Course",
    "Execution",
    "FeedbackPolicy",
    "Targets",
    "Task",
    "find_course_root",
    "load_course",
    "local_time",
    "nearest",
]
