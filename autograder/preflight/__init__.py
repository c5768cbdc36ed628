"""Before handing in: a student's notebook from the top in a fresh process, then its public checks.

    saved.py      the notebook file: its cells, and what is saved of how they ran
    process.py    starts the process and talks to it; ends it where it must
    child.py      that process: runs cells as the grader's worker does, and public checks
    run.py        cells, then tasks; a process that dies or hangs is replaced as in grading
    result.py     frozen data: Preflight, CellFault; results as plain data and back
    hidden.py     "works here, fails from the top": what is saved against what came out
    submission.py what would be graded as missing, and what would be put back
    receipt.py    what stands beside the notebook after `--final`

It is the student's own code on their own machine: nothing is confined, nothing needs fork, and
nothing that comes out counts for a grade. It needs no course folder.
"""
