"""What grades the same hand-ins: ours, nbgrader, otter-grader, and the floor under all of them.

grading        what a contender gives back
ours           `autograder grade`
nbgrader       `nbgrader autograde`, with hidden tests in its check cells
otter          otter-grader's `grade_submission` in a loop, without Docker
otter_class    that loop; runs in the peers' environment
floor          the student's cells alone in one warm process
environment    the peers' own environment
"""
