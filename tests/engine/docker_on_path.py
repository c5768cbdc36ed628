"""Puts the fake docker where the engine looks for one."""

import json
import os
import sys
from pathlib import Path

import autograder

SCRIPT = Path(__file__).with_name("fake_docker.py")


class FakeDocker:
    """A folder with a `docker` in it, first on the PATH, without any podman behind it."""

    def __init__(self, folder, monkeypatch):
        self._monkeypatch = monkeypatch
        self._log = folder / "log"
        self.path = folder / "docker"
        folder.mkdir()
        self.path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{SCRIPT}" "$@"\n')
        self.path.chmod(0o755)
        found = [p for p in os.environ["PATH"].split(":") if not (Path(p) / "podman").exists()]
        monkeypatch.setenv("PATH", ":".join([str(folder), *found]))
        monkeypatch.setenv("FAKE_DOCKER_LOG", str(self._log))
        # The folders that hand-ins get are made here, so that they go with the test's own.
        monkeypatch.setenv("TMPDIR", str(folder))
        monkeypatch.setenv("FAKE_DOCKER_PYTHONPATH", str(Path(autograder.__file__).parents[1]))

    def break_(self, what):
        """Break the `daemon` or take away the `image`."""
        self._monkeypatch.setenv("FAKE_DOCKER", what)

    def commands(self):
        """Return the commands that it was given."""
        return [json.loads(line) for line in self._log.read_text().splitlines()]
