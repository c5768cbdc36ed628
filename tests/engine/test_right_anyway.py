"""Right code in an unusual place, or beside a cell that leaves things set: full marks each week."""

import json
import re

import pytest
from folders import ROOT, copy_course
from students import code

WEEKS = sorted(folder.name for folder in (ROOT / "solutions").iterdir())
LEFT = {
    "recording": "import torch\ntorch.set_grad_enabled(False)",
    "inference": "import torch\nkept = torch.inference_mode(); kept.__enter__()",
    "autocast": "import torch\nkept = torch.autocast('cpu', torch.bfloat16); kept.__enter__()",
    "dtype": "import torch\ntorch.set_default_dtype(torch.float64)",
    "device": "import torch\ntorch.set_default_device('meta')",
    "errors": "import warnings, numpy\nwarnings.simplefilter('error'); numpy.seterr(all='raise')",
}


def solutions(cells):
    return [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]


def source(cell):
    return "".join(cell["source"])


def answers(cells):
    return "\n\n\n".join(map(source, solutions(cells)))


def in_one_cell(cells):
    first, *others = solutions(cells)
    first["source"] = answers(cells)
    return [cell for cell in cells if cell not in others]


def in_a_last_cell(cells):
    last = code(answers(cells))
    return [cell for cell in cells if cell not in solutions(cells)] + [last]


def joined_with_given_cells(cells):
    kept = []
    for cell in cells:
        if cell in solutions(cells):
            before = next(c for c in reversed(kept) if c["cell_type"] == "code")
            before["source"] = f"{source(before)}\n\n\n{source(cell)}"
        else:
            kept.append(cell)
    return kept


def tried_out_further_down(cells):
    names = re.findall(r"^(?:def|class) (\w+)", answers(cells), re.MULTILINE)
    return [*cells, code("\n".join(f"def {name}(*_, **__): return 0" for name in names))]


MOVED = [in_one_cell, in_a_last_cell, joined_with_given_cells, tried_out_further_down]


@pytest.mark.thorough
@pytest.mark.parametrize("week", WEEKS)
def test_right_code_has_full_marks_wherever_it_stands_and_whatever_is_left(
    autograder, tmp_path, week
):
    folder = copy_course(tmp_path / "course")
    solved = (ROOT / "solutions" / week / f"{week}.ipynb").read_text()

    def submit(student, changed):
        content = json.loads(solved)
        content["cells"] = changed(content["cells"])
        path = folder / "submitted" / student / week / f"{week}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content))

    for change in MOVED:
        submit(change.__name__, change)
    for name, left in LEFT.items():
        submit(f"{name}-first", lambda cells, left=left: [code(left), *cells])
        submit(f"{name}-last", lambda cells, left=left: [*cells, code(left)])
    done = autograder("grade", week, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    reports = [json.loads(p.read_text()) for p in folder.glob(f"autograded/*/{week}/report.json")]
    short = {r["student_id"]: r["score"] for r in reports if r["score"] != r["max_score"]}
    assert (len(reports), short) == (len(MOVED) + 2 * len(LEFT), {})
