"""A `docker` for machines without one: `run` starts the relay here, without any isolation.

It understands what the engine says to docker and no more. Its environment says what is broken:
FAKE_DOCKER=daemon or image, and FAKE_DOCKER_LOG names a file to which each command is appended.
"""

import json
import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Do what docker would do with these arguments."""
    words = sys.argv[1:]
    broken = os.environ.get("FAKE_DOCKER", "")
    if log := os.environ.get("FAKE_DOCKER_LOG"):
        with Path(log).open("a") as file:
            file.write(json.dumps(words) + "\n")
    if broken == "daemon":
        sys.exit("Cannot connect to the Docker daemon. Is the docker daemon running?")
    if words[:2] == ["image", "inspect"] and broken == "image":
        sys.exit(f"Error: No such image: {words[2]}")
    if words[0] == "run":
        run(words)


def run(words: list[str]) -> None:
    """Become the relay, with folders of this run alone: the ones asked for are this machine's."""
    given = [words[i + 1] for i, word in enumerate(words) if word == "--env"]
    folder = tempfile.mkdtemp(prefix="fake-docker-")
    environment = {**dict(each.split("=", 1) for each in given), "HOME": folder}
    for name in ("MPLCONFIGDIR", "IPYTHONDIR"):
        environment[name] = folder
    environment["PYTHONPATH"] = os.environ["FAKE_DOCKER_PYTHONPATH"]
    command = [sys.executable, "-s", "-P", "-B", "-m", "autograder.worker.relay", folder]
    os.execve(sys.executable, command, {**environment, "PATH": os.environ["PATH"]})


if __name__ == "__main__":
    main()
