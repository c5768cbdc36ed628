"""A course of one's own: an empty course that works, with one small week that passes the audit.

make        puts the files in place, all of them or none
template/   the files
"""

from autograder.authoring.init.make import make_course

__all__ = ["make_course"]
