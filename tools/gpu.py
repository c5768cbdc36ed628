"""What grading on a GPU shows on this machine: `python tools/gpu.py`, from the course's folder.

It grades solutions and known hand-ins of every week on the CPU and on CUDA, alone and side by side,
looks into the sandbox, lets hostile hand-ins at the device, and writes what it saw to docs/gpu.md.
Exit codes: 0 all holds, 1 something does not, 3 there is no GPU here. `--rehearse` runs what needs
none (the same steps on the CPU alone) and writes nothing.
"""

import argparse
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nbformat
import torch

from autograder.authoring.known import all_known, build
from autograder.course import Assignment, Course, load_course
from autograder.model import Isolation, Limits
from autograder.notebooks import read_notebook
from autograder.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
PARTS = ("course.yml", "diagnoses.toml", "lectures.toml", "nbgrader_config.py")
FOLDERS = ("source", "release", "solutions", "tests")
AUTOGRADER = Path(sys.executable).with_name("autograder")
HARNESS = ROOT / "tests" / "engine" / "redteam_harness.py"
# What a hand-in may reach through files, devices, memory, processes and the network.
HOSTILE = ("02", "03", "07", "09", "24", "46", "49", "52", "61", "70", "75", "89")
MISTAKES = 6  # of each week
TF32 = "import torch\ntorch.backends.cuda.matmul.allow_tf32 = True\n"
TF32 += 'torch.set_float32_matmul_precision("medium")'

LOOK = """
import glob, torch
print("devices", *sorted(glob.glob("/dev/nvidia*")))
print("started", torch.cuda.is_initialized())
print("card", torch.cuda.get_device_name(), torch.ones(3, device="cuda").sum().item())
"""


@dataclass
class Seen:
    """What the steps showed; `faults` are those that do not hold."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Note and print what was seen."""
        self.lines.append(text)
        print(text, flush=True)

    def expect(self, holds: bool, text: str) -> None:
        """Note whether something holds."""
        self.say(f"{'holds' if holds else 'DOES NOT HOLD'}: {text}")
        if not holds:
            self.faults.append(text)


def card() -> str:
    """Return the card and its driver, as nvidia-smi names them."""
    return _nvidia_smi("gpu=name,driver_version,memory.total")


def contexts() -> int:
    """Return how many processes have a context on the card."""
    return len(_nvidia_smi("compute-apps=pid").split())


def _nvidia_smi(query: str) -> str:
    command = ["nvidia-smi", f"--query-{query}", "--format=csv,noheader"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def looked_into(seen: Seen, isolation: Isolation) -> None:
    """Look from inside the sandbox: the devices, and one context for each child that asks."""
    before = contexts()
    with Sandbox(Limits(), isolation=isolation, cuda=True) as sandbox:
        seen.expect(contexts() == before, "the server that hand-ins are forked from has no context")
        for name in ("first", "second"):
            with sandbox.open() as session:
                ran = session.run_cell(LOOK, name, seconds=120)
                said = "".join(output.get("text", "") for output in ran.outputs)
                seen.say(f"{name} hand-in: {' / '.join(said.split(chr(10)))}")
                seen.expect(ran.error is None, f"the {name} hand-in computes on the card")
                seen.expect("started False" in said, "it began without a context of another's")
                seen.expect(contexts() <= before + 1, "it has one context at most")
        seen.expect(contexts() == before, "nothing is left on the card after the hand-ins")


@contextmanager
def class_of(isolation: Isolation) -> Iterator[tuple[Course, Callable[..., dict[str, float]]]]:
    """A course folder with a class in it, and what grades a week of it: each student's score."""
    with tempfile.TemporaryDirectory() as folder:
        for name in PARTS:
            shutil.copy(ROOT / name, folder)
        for name in FOLDERS:
            shutil.copytree(ROOT / name, Path(folder) / name)
        course = load_course(Path(folder))
        for assignment in course.assignments:
            if not assignment.draft:
                hand_in(course, assignment)

        def grade(week: str, device: str, jobs: int) -> dict[str, float]:
            command = [str(AUTOGRADER), "grade", week, "--json", "--force"]
            command += ["--device", device, "--jobs", str(jobs), "--isolation", isolation.value]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
            return scores(done.stdout)

        yield course, grade


def scores(said: str) -> dict[str, float]:
    """Return the score of each hand-in, of what `autograder grade --json` said.

    It also says whose result is another than in the run before, and sums up.
    """
    events = [json.loads(line) for line in said.splitlines()]
    return {event["student_id"]: event["automatic"] for event in events if "automatic" in event}


def hand_in(course: Course, assignment: Assignment) -> None:
    """Put hand-ins of a week: the solution, the solution that asks for TF32, known mistakes."""
    solution = read_notebook(course.solution_notebook(assignment))
    tf32 = copy.deepcopy(solution)
    tf32.cells.insert(1, nbformat.v4.new_code_cell(TF32))
    notebooks = {"solution": solution, "tf32": tf32}
    mistakes = [known for known in all_known(course, assignment) if known.kind == "mistake"]
    for known in mistakes[::8][:MISTAKES]:
        notebooks[known.name] = build(known, solution)
    for student, notebook in notebooks.items():
        path = course.submitted_dir / student / assignment.id / f"{assignment.notebook}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")


def graded(seen: Seen, isolation: Isolation, device: str) -> None:
    """Grade each week on the CPU and on the device, alone and four hand-ins at a time."""
    with class_of(isolation) as (course, grade):
        for assignment in course.assignments:
            if assignment.draft:
                continue
            on_cpu = grade(assignment.id, "cpu", 1)
            alone, shared = (grade(assignment.id, device, jobs) for jobs in (1, 4))
            full = [alone[name] == assignment.points for name in ("solution", "tf32")]
            seen.expect(
                full[0], f"{assignment.id}: full marks, with the stated accuracies, on {device}"
            )
            seen.expect(full[1], f"{assignment.id}: full marks where the notebook asks for TF32")
            seen.expect(on_cpu == alone, f"{assignment.id}: {len(alone)} scores as on the CPU")
            seen.expect(alone == shared, f"{assignment.id}: the same where four share the device")


def attacked(seen: Seen, cuda: bool) -> None:
    """Let hostile hand-ins run in a sandbox that has the devices."""
    files = [file for file in sorted(HARNESS.with_name("redteam").glob("*.py"))
             if file.name[:2] in HOSTILE]  # fmt: skip
    environment = {**os.environ, "REDTEAM_CUDA": "1" if cuda else ""}
    command = [sys.executable, str(HARNESS), *map(str, files)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    seen.expect(len(results) == len(files), f"all {len(files)} hostile hand-ins were tried")
    for result in results:
        seen.expect(not result["breaches"], f"{result['file']}: {result['breaches'] or 'held'}")


def page(seen: Seen, described: str) -> str:
    """Return docs/gpu.md with what was seen."""
    path = ROOT / "docs" / "gpu.md"
    kept = path.read_text(encoding="utf-8").partition("## What was seen")[0]
    what = "\n".join(seen.lines)
    versions = f"torch {torch.__version__}, {date.today():%Y-%m-%d}"
    return f"{kept}## What was seen\n\n{described}; {versions}.\n\n```\n{what}\n```\n"


def main() -> int:
    """Run all steps; see the module."""
    parser = argparse.ArgumentParser(description="Show what grading on a GPU does here.")
    parser.add_argument("--rehearse", action="store_true", help="run what needs no GPU")
    parser.add_argument("--isolation", default="bubblewrap", choices=[*Isolation])
    chosen = parser.parse_args()
    isolation = Isolation(chosen.isolation)
    if not chosen.rehearse and not torch.cuda.is_available():
        print("there is no GPU that torch can use here: see `autograder doctor`", file=sys.stderr)
        return 3
    seen = Seen()
    if not chosen.rehearse:
        looked_into(seen, isolation)
    graded(seen, isolation, "cpu" if chosen.rehearse else "cuda")
    if isolation is Isolation.BUBBLEWRAP:
        attacked(seen, cuda=not chosen.rehearse)
    if not chosen.rehearse:
        (ROOT / "docs" / "gpu.md").write_text(page(seen, card()), encoding="utf-8")
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main())
