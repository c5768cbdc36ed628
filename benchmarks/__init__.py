"""`make bench`: what grading costs here, beside the tools that one would use instead.

__main__      the command: measures, then writes docs/benchmarks.md and docs/benchmarks.png
sizes         how much a run measures
submissions      a seeded class of distinct notebooks, right and wrong
hidden_tests  the hidden tests that the peers run, in the student's process
contenders    ours, nbgrader, otter-grader, and the floor: the student's cells alone
measure       a command's time and memory, from the outside
plan          which measurement comes after which
timings       one hand-in alone, beside what its libraries take to import; one job beside two
stages        where the time of one hand-in goes
results       what was measured, as JSON in .cache/
report        the page and the plot, from the JSON
"""
