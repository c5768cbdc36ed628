"""tools/gpu.py, as far as a machine without a GPU goes; `--rehearse` runs the rest of it."""

import json
import runpy

from folders import ROOT


def test_the_scores_are_read_of_all_that_a_further_run_says():
    said = [
        {"event": "graded", "student_id": "ada", "automatic": 90.0},
        {"event": "changed", "student_id": "ada", "before": 80.0, "after": 90.0},
        {"event": "summary", "hand_ins": 1},
    ]
    tool = runpy.run_path(str(ROOT / "tools" / "gpu.py"))
    lines = "\n".join(map(json.dumps, said))
    assert tool["scores"](lines) == {"ada": 90.0}
