"""The report without anybody in it: no name, id, file or code, and no words of a hand-in's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.classreport.model import ClassReport, Group


def without_people(report: ClassReport) -> ClassReport:
    """Return what may be shown to the class: counts, sentences of ours, titles and figures."""
    return replace(
        report,
        anonymous=True,
        mistakes=tuple(
            replace(task, mistakes=tuple(replace(one, examples=()) for one in task.mistakes))
            for task in report.mistakes
        ),
        unexplained=tuple(replace(one, examples=()) for one in report.unexplained),
        unusable=tuple(_in_one(report.unusable)),
        times=replace(report.times, late=_counted(report.times.late)),
        attention=tuple(_counted(group) for group in report.attention),
        last_run=report.last_run and replace(report.last_run, changed=()),
        similarity=replace(report.similarity, pairs=(), left_out=()),
        shared=(),
    )


def _in_one(groups: Sequence[Group]) -> Iterator[Group]:
    # The reasons may quote a hand-in.
    if groups:
        count = sum(group.count for group in groups)
        yield Group("No notebook, none that can be read, or none with answers.", count)


def _counted(group: Group) -> Group:
    return replace(group, people=(), command="")
