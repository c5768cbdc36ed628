"""What a Dask worker answers is checked against what was sent; no cluster is needed for that."""

import json
import os

import pytest
from graded import make_class

from autograder.course import load_course
from autograder.grading.fingerprint import deciding
from autograder.grading.reports import load_executed
from autograder.grading.scoring import scored, withheld
from autograder.model import Settings, Status, Submission
from autograder.notebooks.submissions import find
from autograder.runs.crews import remote
from autograder.runs.crews.cluster import DaskCrew
from autograder.runs.crews.crew import Job, work_off


class Future:
    """A Dask future that is done as soon as somebody asks."""

    status = "finished"

    def __init__(self, key, answer):
        self.key, self._answer = key, answer

    def result(self):
        return self._answer

    def add_done_callback(self, call):
        call(self)


class Client:
    """A Dask client whose workers answer what `answer` makes of an order and of a report."""

    status = "running"

    def __init__(self, job, answer):
        self._job, self._answer = job, answer

    def nthreads(self):
        return {"worker": 1}

    def submit(self, function, *given, key, **_):
        if function is remote.carry:
            return None
        asked = json.loads(given[0])
        return Future(key, self._answer(asked, self._report(asked)))

    def _report(self, asked):
        submission, job = Submission.model_validate(asked["submission"]), self._job
        report = withheld(job.course, job.assignment, job.settings, submission, "made up")
        checks = [one.model_copy(update={"status": Status.PASS}) for one in report.checks]
        key = deciding(job.course, job.assignment)
        return scored(
            job.course,
            job.assignment,
            key,
            job.settings,
            submission,
            checks,
            problems=(),
            seconds=0.1,
        )

    def cancel(self, *_, **__): ...

    def run(self, *_, **__): ...

    def close(self, **_): ...


@pytest.fixture
def job(tmp_path):
    course = load_course(make_class(tmp_path / "course"))
    return Job(course, course.assignment("adaline"), Settings(seed=7))


@pytest.fixture
def graded(job, monkeypatch):
    """Have `ada` and `bob` graded by a cluster that answers so."""

    def graded(answer):
        client = Client(job, answer)
        monkeypatch.setattr("autograder.runs.crews.cluster._connect", lambda _: client)
        found = find(job.course, job.assignment, ["ada", "bob"])
        done = work_off(DaskCrew(job, "tcp://nowhere"), found, lambda _: None)
        return {submission.student_id: report for submission, report in done}

    return graded


def said(report, executed=b"{}"):
    return json.dumps({"end": "graded", "report": report.model_dump(mode="json")}), executed


def test_an_answer_to_what_was_sent_is_written(job, graded):
    reports = graded(lambda _, report: said(report))
    assert {report.status for report in reports.values()} == {Status.PASS}
    assert job.course.autograded_dir("ada", job.assignment).joinpath("adaline.ipynb").is_file()


@pytest.mark.parametrize(
    "changes",
    [
        {"student_id": "../../elsewhere"},
        {"student_id": "bob"},
        {"assignment": "autograd"},
        {"submission_sha256": "of another file"},
        {"grader_sha256": "of other graders"},
        {"seed": 8},
        {"tasks": ()},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_answer_to_something_else_is_not_believed(job, graded, changes):
    def answer(asked, report):
        ours = asked["submission"]["student_id"] == "ada"
        return said(report.model_copy(update=changes) if ours else report)

    reports = graded(answer)
    assert (reports["ada"].student_id, reports["ada"].score) == ("ada", None)
    assert "answer cannot be used" in reports["ada"].checks[0].evidence["error"]
    assert reports["bob"].status is Status.PASS
    assert not (job.course.root.parent / "elsewhere").exists()
    assert load_executed(job.course, job.assignment, "ada") is None


@pytest.mark.parametrize(
    "answer", [("{", None), ("[]", None), ("{}", None), ('{"end": "graded"}', None), None]
)
def test_an_answer_that_is_none_is_that_submissions_alone(graded, answer):
    def answers(asked, report):
        return answer if asked["submission"]["student_id"] == "ada" else said(report)

    reports = graded(answers)
    assert reports["ada"].status is Status.BROKEN
    assert reports["bob"].status is Status.PASS


def test_a_submission_that_we_may_not_read_is_withheld_and_not_sent(graded, monkeypatch):
    def refuse(path, *more, ours=os.open):
        if "submitted" in str(path):
            raise PermissionError(13, "Permission denied", path)
        return ours(path, *more)

    sent = []
    monkeypatch.setattr("autograder.notebooks.read.os.open", refuse)
    reports = graded(lambda asked, report: sent.append(asked) or said(report))
    assert not sent
    assert {report.status for report in reports.values()} == {Status.BROKEN}
    assert "Permission denied" in reports["ada"].checks[0].evidence["error"]
