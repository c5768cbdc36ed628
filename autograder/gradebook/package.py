"""nbgrader's package without its extensions for Jupyter, for a process that needs the database.

nbgrader imports them, and with them a web server and nbconvert, before any module of its own: half
a second of each `autograder grade`. Where this module is imported first, a stand-in has the
package's place until somebody asks for what the package itself defines.
"""

import importlib.util
import sys
from types import ModuleType
from typing import Any


class _Package(ModuleType):
    """The package `nbgrader` before it has run."""

    def __getattr__(self, name: str) -> Any:
        # The import of a submodule looks whether it is there already.
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        if name != "__version__" and importlib.util.find_spec(f"{self.__name__}.{name}"):
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]  # asked once
        assert self.__spec__ is not None
        assert self.__spec__.loader is not None
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _put_stand_in() -> None:
    spec = importlib.util.find_spec("nbgrader") if "nbgrader" not in sys.modules else None
    if spec is None:
        return
    package = _Package(spec.name)
    package.__spec__, package.__file__ = spec, spec.origin
    package.__path__ = list(spec.submodule_search_locations or ())
    package.__package__, package.__loader__ = spec.name, spec.loader
    sys.modules[spec.name] = package


_put_stand_in()
