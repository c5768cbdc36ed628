"""Keeps a slow import out; imported before anything that imports nbformat.

jsonschema, which nbformat imports, looks for this package to check addresses that no notebook
holds, and its grammar takes 1.5 s to compile: more than everything else at start.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
