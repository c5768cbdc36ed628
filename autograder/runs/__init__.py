"""One run of `autograder grade` over a class, and how far a week is.

crews       what grades the hand-ins: processes of this machine, or the workers of a cluster
run         goes through a class and yields what came of each hand-in
recorder    puts reports into the gradebook in batches, and keeps what it would not take
history     keeps the reports that a run replaces; restore: puts them back
lock        one run for each assignment at a time
changes     why a report differs from an earlier one (pure)
overview    reports beside hand-ins and beside what decides a grade now
week        how far a week is, and the next command
case        all that is known of one hand-in

Nothing is gathered here: a grader process imports `crews` without the gradebook.
"""
