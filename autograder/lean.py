"""Keeps the start of a command short; imported before anything that imports nbformat.

- jsonschema, which nbformat imports, looks for rfc3987_syntax to check addresses that no notebook
  holds, and its grammar takes 1.5 s to compile: more than everything else at start.
- Modules are not garbage: to look through what was imported again and again, as Python does by
  default after every 700 new objects, takes a quarter of the start.
"""

import gc
import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
gc.set_threshold(50_000, 20, 20)
