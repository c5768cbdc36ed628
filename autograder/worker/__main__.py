"""Start of the fork server: `python -m autograder.worker SETTINGS`, SETTINGS being JSON.

The order matters: privileges go first, before anything large is imported.
"""

import base64
import gc
import json
import os
import signal
import sys

from autograder.worker import linux


def main() -> None:
    """Give up privileges, then import and run the server."""
    settings = json.loads(sys.argv[1])
    if settings["drop_to"] is not None:
        linux.drop_privileges(settings["drop_to"], settings["drop_to"])
    else:
        linux.no_new_privileges()
    if settings["filter"] is not None:
        # In a container; under bubblewrap it has been in place since before Python started.
        linux.filter_system_calls(base64.b64decode(settings["filter"]))
    linux.die_with_parent()
    linux.adopt_orphans()
    linux.set_dumpable(False)
    # As pid 1 a signal whose handler is the default one cannot reach us from inside the sandbox.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.umask(0o022)
    # Modules are not garbage: to look through them again and again takes a third of their import.
    gc.disable()
    from autograder.worker.server import Server

    Server(settings).run()


if __name__ == "__main__":
    main()
