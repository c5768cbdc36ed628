"""Making a course, and proving it right before it reaches students.

new         a new week: source, graders, known hand-ins and the entry in course.yml
release     what students get of a week, and its solution
known       the known hand-ins of a week, right and wrong ones
patch       the lines that one of them changes in the solution
audit       whether all of that is right
publish     gives a week to students, by its date
init        a course of one's own
term        the same course, next year
"""
