"""One hand-in's way from bytes to a report.

fingerprint     the digest of what decides a grade
student         the notebook in its sandbox: runs cells, answers calls
prepared        a hand-in that is read, repaired and run, ready for hidden checks
checks          one hidden check: what it asks for, what came of it
pytest_plugin   the same for a pytest by hand
verdict         what ended a check becomes a status, words and evidence
collection      the hidden checks of an assignment, collected once
scoring         points and credit
grader          grades hand-in after hand-in
reports         autograded/<student>/<assignment>/; placeholder: its notebook where none ran

Nothing is gathered here: every pytest of an environment that has the package loads the plug-in.
"""
