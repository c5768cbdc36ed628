"""Where commands print, and the codes that they exit with."""

import os
import sys

from rich.console import Console

# Into a pipe or a file rich would fold the table at 80 columns.
out = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160")))
err = Console(stderr=True)

SHORT_EXIT = 1
USAGE_EXIT = 2
BROKEN_EXIT = 3
STOPPED_EXIT = 130  # as shells say that Ctrl-C ended a program
