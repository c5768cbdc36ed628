"""`python -m benchmarks`: measures, then writes docs/benchmarks.md and docs/benchmarks.png."""

import argparse
import sys
import time
from dataclasses import replace

from benchmarks import report, results
from benchmarks.contenders.environment import CACHE, peers_python
from benchmarks.measure import CommandFailed
from benchmarks.plan import carry_out
from benchmarks.sizes import DEFAULT, SMALL

_HUGE = 5000


def main() -> int:
    """Measure, keep the numbers and write the page; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--small", action="store_true", help="try it: two hand-ins, into .cache/")
    what.add_argument("--huge", action="store_true", help=f"grade a class of {_HUGE} as well")
    what.add_argument("--render", action="store_true", help="write the page from the last numbers")
    options = parser.parse_args()
    if options.render:
        return render()
    sizes = SMALL if options.small else DEFAULT
    begin = time.monotonic()
    try:
        say("the peers' environment ...")
        peers_python()
        found = carry_out(replace(sizes, last=_HUGE) if options.huge else sizes, say)
    except CommandFailed as failure:
        say(f"error: {failure}")
        return 3
    docs, kept = report.DOCS, results.RESULTS
    if options.small:  # a trial must not write over the page of a real run
        docs = CACHE / "bench-small"
        kept = docs / "results.json"
    results.store(found, kept)
    report.write(found, docs)
    say(f"{time.monotonic() - begin:.0f} s; the page is {docs / 'benchmarks.md'}")
    return 0


def render() -> int:
    """Write the page from the numbers of the last run; return the exit code."""
    try:
        report.write(results.load())
    except results.NoResults as missing:
        say(f"error: {missing}")
        return 3
    return 0


def say(words: str) -> None:
    """Print a line at once, also where the output is no terminal."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
