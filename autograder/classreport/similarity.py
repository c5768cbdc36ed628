"""Code that two hand-ins have in common: winnowing's fingerprints, by copydetect.

Names of variables and functions, comments and space do not count. What is in the release is taken
out, and what many have: they have it from the task. So the longest list that one fingerprint can be
in is short, and pairs are counted through these lists, never by comparing everybody with everybody.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from autograder.classreport.model import CodeLine, Pair, Person, Similarity, SimilarTask
from autograder.notebooks.clean import text

_K = 20  # characters of filtered code in one fingerprint; a task's cell has some 40 to 200
_FROM = 0.5  # the share of a hand-in's own code from which a pair is listed
_FEWEST = 60  # characters of filtered code, some three lines: less is chance
_MOST_CODE = 5_000  # characters of one task's cell that are looked at
_LIKELY = 20  # fingerprints in common from which a pair is compared; less are scattered pieces
_MOST_COMPARED = 300  # pairs that are compared in full, the likeliest first
_MOST_SHOWN = 12  # side by side
_MOST_LINES = 80
_MOST_OF_A_LINE = 160

Sources = Mapping[str, Mapping[str, str]]  # task -> source, by student


def common_from(n: int) -> int:
    """Return how many of `n` hand-ins make code common: it is what the task asks for."""
    return max(5, min(20, n // 20)) + 1


def similarity(
    sources: Sources,
    given: Mapping[str, str],
    people: Mapping[str, Person],
    titles: Mapping[str, str],
    wrong_alike: Collection[frozenset[str]] = (),
) -> Similarity:
    """Return the pairs with similar code, the most in common first.

    `sources` has the cells of the tasks of each student, `given` those of the release.
    `wrong_alike` are pairs that share a rare wrong answer.
    """
    released = {task: _fingerprint(source).hashes for task, source in given.items()}
    prints = {student: _prints(cells, released) for student, cells in sources.items()}
    prints = {student: found for student, found in prints.items() if found}
    _take_out_common(prints, common_from(len(prints)))
    likely = _likely(prints)
    found = []
    for first, second in likely[:_MOST_COMPARED]:
        pair = _pair(prints[first], prints[second], people[first], people[second], titles)
        if pair is not None:
            found.append((pair, frozenset((first, second)) in wrong_alike))
    found.sort(key=lambda one: (-one[0].share, -len(one[0].tasks), one[0].first.student_id))
    left_out = tuple(_left_out(sources, prints, likely, len(found)))
    shown = tuple(
        Pair(one.first, one.second, one.share, alike, one.tasks)
        for one, alike in found[:_MOST_SHOWN]
    )
    return Similarity(len(prints), len(found), common_from(len(prints)), shown, left_out)


def _left_out(
    sources: Sources, prints: Sources, likely: Sequence[object], found: int
) -> Iterable[str]:
    cut = sum(any(len(code) > _MOST_CODE for code in cells.values()) for cells in sources.values())
    for count, what in (
        (len(sources) - len(prints), "hand-ins have no code of their own to compare"),
        (cut, f"hand-ins have cells over {_MOST_CODE} characters, of which the rest is left out"),
        (len(likely) - _MOST_COMPARED, "less likely pairs are not compared"),
        (found - _MOST_SHOWN, "further pairs, with less in common, are not shown"),
    ):
        if count > 0:
            yield f"{count} {what}."


def _prints(cells: Mapping[str, str], released: Mapping[str, set[int]]) -> dict[str, Any]:
    """Return the fingerprint of each task's cell, without what the release has."""
    found = {}
    for task, source in cells.items():
        fingerprint = _fingerprint(source)
        _take_out(fingerprint, released.get(task, set()))
        if fingerprint.hashes:
            found[task] = fingerprint
    return found


def _fingerprint(source: str) -> Any:
    from copydetect import CodeFingerprint  # only here: it imports pyplot

    # As the lexer of copydetect sees it, whose places in the code are to be ours.
    code = text(source[:_MOST_CODE], colours=False).replace("\r\n", "\n").replace("\r", "\n")
    code = code.strip("\n") + "\n"
    # Every fingerprint and no sample of them: the hashes are Python's, another sample in each run.
    return CodeFingerprint("cell.py", _K, 1, language="python", fp=io.StringIO(code))


def _take_out(fingerprint: Any, hashes: Collection[int]) -> None:
    # Not as copydetect's boilerplate, which also takes out what stands twice in one cell.
    from copydetect.utils import get_token_coverage

    if fingerprint.hashes.isdisjoint(hashes):
        return
    fingerprint.hashes -= hashes
    fingerprint.hash_idx = {h: at for h, at in fingerprint.hash_idx.items() if h not in hashes}
    length = len(fingerprint.filtered_code)
    fingerprint.token_coverage = get_token_coverage(fingerprint.hash_idx, _K, length)


def _take_out_common(prints: Mapping[str, dict[str, Any]], limit: int) -> None:
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for tasks in prints.values():
        for task, fingerprint in tasks.items():
            counts[task].update(fingerprint.hashes)
    common = {task: {h for h, n in found.items() if n >= limit} for task, found in counts.items()}
    for tasks in prints.values():
        for task, fingerprint in tasks.items():
            _take_out(fingerprint, common[task])


def _likely(prints: Mapping[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs with fingerprints in common, those with most of them first."""
    holders: dict[tuple[str, int], list[str]] = defaultdict(list)
    for student, tasks in sorted(prints.items()):
        for task, fingerprint in tasks.items():
            for h in fingerprint.hashes:
                holders[task, h].append(student)
    together = Counter(pair for who in holders.values() for pair in combinations(who, 2))
    likely = [(pair, n) for pair, n in together.items() if n >= _LIKELY]
    return [pair for pair, _ in sorted(likely, key=lambda one: (-one[1], one[0]))]


def _pair(
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    first: Person,
    second: Person,
    titles: Mapping[str, str],
) -> Pair | None:
    from copydetect import compare_files

    same, tasks = 0.0, []
    for task in (task for task in titles if task in one and task in other):
        overlap, shares, slices = compare_files(one[task], other[task])
        same += float(overlap)
        if float(overlap) and max(shares) >= _FROM:
            both = zip((one[task], other[task]), slices, strict=True)
            sides = [_lines(print.raw_code, places) for print, places in both]
            cut = any(len(side) > _MOST_LINES for side in sides)
            left, right = (side[:_MOST_LINES] for side in sides)
            tasks.append(SimilarTask(titles[task], min(1.0, float(max(shares))), left, right, cut))
    # Of whoever has less code of their own: the rest of the other one may hide what is in common.
    own = min(sum(float(p.token_coverage) for p in each.values()) for each in (one, other))
    share = min(1.0, same / own) if own else 0.0
    if same < _FEWEST or share < _FROM or not tasks:
        return None
    return Pair(first, second, share, same_mistakes=False, tasks=tuple(tasks))


def _lines(code: str, slices: Any) -> tuple[CodeLine, ...]:
    """Return the lines of a cell; those of which at least half is in a slice are the same."""
    spans = [(int(a), int(b)) for a, b in zip(*slices, strict=True)] if len(slices) else []
    lines, start = [], 0
    for found in code.split("\n")[:-1]:
        end = start + len(found)
        inside = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
        same = bool(found.strip()) and inside >= len(found.strip()) / 2
        lines.append(CodeLine(found[:_MOST_OF_A_LINE], same))
        start = end + 1
    return tuple(lines)
