"""The way out of an LMS and back into it.

collect     hand-ins out of its download
exports     scores in its own file
"""
