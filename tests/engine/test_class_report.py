"""The class report: what it says of made-up hand-ins, who is in it, and what is left out."""

import json
from dataclasses import asdict
from datetime import timedelta
from html import unescape

import pytest
from made_up_class import ADALINE, COURSE, failed, said_of, submission
from payloads import TEXTS

from autograder.classreport import page, without_people
from autograder.classreport.model import Person
from autograder.classreport.similarity import common_from, similarity
from autograder.gradebook import Recorded
from autograder.gradebook.excuses import Excuse
from autograder.model import Status
from autograder.runs.changes import change
from autograder.runs.overview import Overview

GRADIENT = """\
def backward(self, x, y, yhat):
    difference = y - yhat
    grad_w = torch.matmul(x.t(), difference) * 2 / len(x)
    grad_b = difference.sum() * 2 / len(x)
    return grad_w.view(-1, 1), grad_b.view(1)
"""
OTHER = """\
def backward(self, inputs, labels, outputs):
    total = torch.zeros_like(self.weight)
    for row, label, output in zip(inputs, labels, outputs):
        total += (label - output) * row.unsqueeze(1)
    bias = torch.stack([l - o for l, o in zip(labels, outputs)]).mean()
    return 2 * total / inputs.shape[0], 2 * bias.reshape(1)
"""


def gradient(diagnosis, **more):
    return {"manual_gradient": failed("manual_gradient", diagnosis, **more)}


def a_class(n=12):
    """A class in which four sum the gradient, two leave a task open, and one is alone in a slip."""
    wrong = [
        *[gradient("gradient-summed")] * 4,
        *[{"grad_call": failed("grad_call", "stub-left")}] * 2,
        gradient("gradient-sign"),
    ]
    rest = [{}] * (n - len(wrong))
    return [submission(f"student{place}", one) for place, one in enumerate([*wrong, *rest])]


def test_mistakes_are_counted_by_task_and_the_most_frequent_comes_first():
    report = said_of(*a_class())
    by_hand, by_call = report.mistakes
    assert [(m.diagnosis, m.count, m.of) for m in by_hand.mistakes] == [
        ("gradient-summed", 4, 12),
        ("gradient-sign", 1, 12),
    ]
    assert by_hand.mistakes[0].points == 4 * ADALINE.task("manual_gradient").points
    assert (by_call.task, by_call.mistakes, by_call.left_open) == ("grad_call", (), 2)
    assert [m.diagnosis for m in report.first_topics] == ["gradient-summed"]
    assert len(by_hand.mistakes[0].examples) == 3
    assert by_hand.mistakes[0].question.startswith("If every sample")
    assert report.hardest.id == "manual_gradient"


def test_an_example_is_who_has_little_else_wrong():
    both = gradient("gradient-summed") | {"linear_model": failed("linear_model")}
    report = said_of(submission("ada", both), submission("zoe", gradient("gradient-summed")))
    names = [e.person.student_id for e in report.mistakes[0].mistakes[0].examples]
    assert names == ["zoe", "ada"]


def test_lost_points_are_unexplained_only_where_a_task_has_no_diagnosis():
    report = said_of(
        submission("ada", gradient("gradient-summed")),
        submission("bob", gradient(None, message="its values are wrong")),
        submission("cem", gradient(None, status=Status.TIMEOUT)),
    )
    assert {(one.status, one.count, one.points) for one in report.unexplained} == {
        (Status.FAIL, 1, 30),
        (Status.TIMEOUT, 1, 30),
    }
    (example,) = next(u for u in report.unexplained if u.status is Status.FAIL).examples
    assert (example.person.student_id, example.said) == ("bob", "its values are wrong")


def test_who_has_nothing_to_grade_or_is_excused_tells_nothing_of_a_task():
    lost = {
        task.id: failed(task.id, message="the hand-in cannot be read", status=Status.ERROR)
        for task in ADALINE.tasks
    }
    broken = {"grad_call": failed("grad_call", status=Status.BROKEN)}
    book = Recorded({}, {}, {"eva": Excuse("adaline", "eva", "me", "now", "ill")})
    report = said_of(
        submission("ada"),
        submission("bob", lost),
        submission("cem", broken),
        submission("eva", book=book),
    )
    assert report.compared == 1
    assert report.excused == 1
    assert [(u.count, u.people[0].student_id) for u in report.unusable] == [(1, "bob")]
    assert report.scores == (0, 100), "a withheld score is none, one that lost all is one"
    assert [task.task.n for task in report.items] == [1] * 4
    assert report.unexplained == ()


def test_figures_are_those_of_what_counts():
    hours = [-5, -5, -5, 30]  # the last one is two days late
    report = said_of(*(submission(f"s{place}", hours=hour) for place, hour in enumerate(hours)))
    found = report.figures
    assert (found.n, found.mean, found.median, found.full_marks) == (4, 95, 100, 3)
    assert (found.lower_quartile, found.upper_quartile, found.lowest) == (95, 100, 80)
    broken = {"grad_call": failed("grad_call", status=Status.BROKEN)}
    assert said_of(submission("ada", broken)).figures is None


def test_discrimination_leaves_the_item_out_of_the_total():
    """One check goes with the rest, one goes against it; that of a task of its own is none."""
    good = [submission(f"g{n}", {"grad_call": failed("grad_call")}) for n in range(6)]
    all_but = {id: failed(id) for id in ("manual_gradient", "backward_loop", "linear_model")}
    bad = [submission(f"b{n}", all_but) for n in range(6)]
    of = {one.task.id: one.task for one in said_of(*good, *bad).items}
    assert of["grad_call"].discrimination == pytest.approx(-1)
    # Against a total with the task itself it would be less than -0.9 by far.
    assert of["manual_gradient"].discrimination == pytest.approx(1)
    assert said_of(*good[:3], *bad[:3]).items[0].task.discrimination is None, "too few"


def test_checks_that_separate_nobody_are_named():
    report = said_of(*(submission(f"s{n}", {"grad_call": failed("grad_call")}) for n in range(3)))
    assert {(one.title, one.full) for one in report.idle if "grad_call" in one.title} == {
        ("What `grad_call` gives is right", 0)
    }
    assert len(report.idle) == 1 + 3 * 3
    some = said_of(submission("ada"), submission("bob", ["manual_gradient"]))
    assert "Check 1 of `manual_gradient`" not in [one.title for one in some.idle]


def test_time_is_by_each_ones_own_due_time():
    book = Recorded({}, {"zoe": timedelta(hours=48)})
    report = said_of(
        submission("ada", hours=-0.5),
        submission("bob", hours=-30),
        submission("cem", hours=30),
        submission("zoe", hours=30, book=book),
        submission("eve", hours=None),
    )
    times = report.times
    assert times.hours == pytest.approx((-30, -18, -0.5, 30))
    assert (times.last_hour, times.last_day, times.unknown) == (1, 2, 1)
    assert [one.student_id for one in times.late.people] == ["cem"]
    assert times.penalty == 20


def test_who_waits_is_named_with_the_command():
    there = Overview(withheld=["bob"], not_graded=["cem"], faults=["/x/dora/report.json: damaged"])
    report = said_of(submission("ada"), overview=there)
    assert [(g.count, g.people[0].student_id, g.command) for g in report.attention] == [
        (1, "bob", "autograder grade adaline"),
        (1, "cem", "autograder grade adaline"),
        (1, "/x/dora/report.json: damaged", "autograder grade adaline"),
    ]


def test_the_last_run_is_told_by_its_largest_changes():
    now = [submission("ada"), submission("bob", gradient("gradient-sign"))]
    before = [submission("ada", gradient("gradient-sign")), submission("bob")]
    changes = tuple(change(b.report, a.report) for b, a in zip(before, now, strict=True))
    run = said_of(*now, run="2026-11-24_101010", changes=changes).last_run
    assert (run.count, run.up, run.down) == (2, 1, 1)
    assert [(c.person.student_id, c.before, c.after) for c in run.changed] == [
        ("ada", 70, 100),
        ("bob", 100, 70),
    ]


NUMBERS = {"received": (3.25, -1.5), "expected": (1.0, 2.0)}


def group_of(report):
    return [[one.student_id for one in group.people] for group in report.shared]


@pytest.mark.parametrize(
    ("evidence", "diagnosis", "found"),
    [
        (NUMBERS, None, True),
        (NUMBERS, "gradient-summed", False),  # people come to it alone
        ({**NUMBERS, "received": (0.0, 0.0)}, None, False),
        ({**NUMBERS, "received": ("nan", "nan")}, None, False),
        ({"code": "grad = somewhere_else(x)\n     ^"}, None, True),
        ({"code": "x = y"}, None, False),
        ({}, None, False),
    ],
)
def test_wrong_answers_that_nothing_explains_are_told_where_few_share_them(
    evidence, diagnosis, found
):
    same = gradient(diagnosis, evidence=evidence)
    many = [submission(f"s{n}") for n in range(20)]
    report = said_of(*many, submission("ada", same), submission("bob", same))
    assert group_of(report) == ([["ada", "bob"]] if found else [])
    other = submission("bob", same, seed=1)
    assert group_of(said_of(*many, submission("ada", same), other)) == [], "of other problems"
    crowd = [submission(f"c{n}", same) for n in range(4)]
    assert group_of(said_of(*many, *crowd)) == [], "what many have is no sign"


def test_the_same_known_mistakes_in_two_tasks_are_told():
    evidence = {"evidence": NUMBERS}
    call = {"grad_call": failed("grad_call", "grad-tuple", **evidence)}
    same = gradient("gradient-summed", **evidence) | call
    report = said_of(*a_class(20), submission("ada", same), submission("bob", same))
    assert group_of(report) == [["ada", "bob"]]
    assert [a.task for a in report.shared[0].answers] == [
        ADALINE.task("manual_gradient").title,
        ADALINE.task("grad_call").title,
    ]


def coded(*sources):
    return [
        submission(f"s{n}", sources={"manual_gradient": source}) for n, source in enumerate(sources)
    ]


def test_renamed_code_is_found_and_other_code_is_not():
    own = "    seen = [row for row in x if row.sum() > 3 and row.max() < 10 ** 6]\n"
    renamed = (
        GRADIENT.replace("difference", "d")
        .replace("grad_w", "w")
        .replace("    return", f"{own}    # and a comment\n    return")
    )
    report = said_of(*coded(GRADIENT, OTHER, renamed))
    (pair,) = report.similarity.pairs
    assert (pair.first.student_id, pair.second.student_id) == ("s0", "s2")
    assert pair.share > 0.7
    (task,) = pair.tasks
    assert own.rstrip("\n") in [line.text for line in task.second if not line.same]
    assert [line.text for line in task.second[1:4] if not line.same] == []


def test_what_the_release_gives_or_many_have_is_no_similarity():
    given = said_of(*coded(GRADIENT, GRADIENT), given={"manual_gradient": GRADIENT})
    assert given.similarity.pairs == ()
    assert "2 hand-ins have no code of their own to compare." in given.similarity.left_out
    crowd = said_of(*coded(*[GRADIENT] * common_from(6), OTHER, OTHER))
    assert [pair.first.student_id for pair in crowd.similarity.pairs] == ["s6"]
    few = said_of(*coded(*[GRADIENT] * 3)).similarity
    assert few.found == 3


def test_a_large_class_is_bounded_and_what_is_left_out_is_said():
    """Each piece of code is in four hand-ins of two hundred: too few to be common."""
    sources = {
        f"s{k}": {"manual_gradient": OTHER + f"steps{k // 4} = [{'+'.join(str(k // 4) * 40)}]\n"}
        for k in range(200)
    }
    sources["s0"]["grad_call"] = "x = [" + "1, " * 20_000
    titles = {task.id: task.title for task in ADALINE.tasks}
    found = similarity(sources, {}, {student: Person(student) for student in sources}, titles)
    assert found.found > len(found.pairs) == 12
    assert any("further pairs" in said for said in found.left_out)
    assert any("cells over" in said for said in found.left_out)
    lines = [line for p in found.pairs for t in p.tasks for line in (*t.first, *t.second)]
    assert max(len(line.text) for line in lines) <= 160


def hostile_class():
    """A class whose names, ids and code try to act, and to be long."""
    everything = " ".join(TEXTS)
    people = []
    for place, text in enumerate(TEXTS[:40]):
        evidence = {"code": text * 3, **NUMBERS}
        wrong = gradient("gradient-summed" if place % 2 else None, message=text, evidence=evidence)
        cells = {"manual_gradient": f"{GRADIENT}\n'''{text}'''\n" * (1 + place % 3)}
        people.append(submission(f"eve{place}{text[:60]}", wrong, name=text, sources=cells))
    return [
        *people,
        submission("mallory" * 500, name=everything, sources={"grad_call": everything}),
    ]


def test_what_a_submission_says_is_text_and_bounded():
    report = said_of(*hostile_class())
    html = page(report).decode()
    for tag in ("<script", "<img", "<iframe", "<math", "<animate"):
        assert tag not in html.replace("<svg xmlns", "")
    assert "&lt;script&gt;" in html
    assert len(html) < 1_500_000
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_a_page_without_names_holds_nobody():
    people = [
        submission(
            f"id-of-{n}",
            gradient("gradient-sign" if n % 2 else None, message=f"said by {n}", evidence=NUMBERS),
            name=f"Name-of-{n}",
            sources={"manual_gradient": GRADIENT + f"word_of_{n} = 1\n" * (n > 2)},
            hours=30 if n == 2 else -3,
        )
        for n in range(5)
    ]
    before = submission("id-of-1").report
    there = Overview(
        submitted=["id-of-1"], withheld=["id-of-2"], faults=["/course/id-of-3/report.json: bad"]
    )
    changes = (change(before, people[1].report),)
    report = said_of(*people, overview=there, run="2026-11-24_101010", changes=changes)
    named = json.dumps(asdict(report)) + page(report).decode()
    without = without_people(report)
    bare = json.dumps(asdict(without)) + page(without).decode()
    for mark in ("id-of-", "Name-of-", "said by", "word_of_", "difference", "../feedback", "3.25"):
        assert mark in named
        assert mark not in bare
    assert "/course/" not in bare
    assert without.figures == report.figures
    assert "gradient-sign" in bare
    assert without.similarity.found == report.similarity.found > 0


def test_the_page_is_said_in_its_order():
    html = page(said_of(*a_class())).decode()
    order = [
        *("What the class misunderstood", "Lost points that no mistake explains", "Scores"),
        *("Tasks and checks", "Checks that separate nobody", "Time and lateness"),
        *("Broken, or waiting for somebody", "What changed since the last run"),
        *("Similar hand-ins", "Rare wrong answers that are shared"),
    ]
    places = [html.index(f">{title}</h") for title in order]
    assert places == sorted(places)
    top = unescape(html[: places[0]])
    assert "Your gradient is a sum over the samples, but the loss is their mean." in top
    assert "the task that cost most" in top


def test_pictures_bring_no_style_of_their_own_and_say_what_they_show():
    html = page(said_of(*a_class())).decode()
    assert html.count("<svg xmlns") == 3
    body = html.split("</style>", 1)[1]
    assert "style=" not in body
    assert "<style" not in body
    assert "#123456" not in html
    assert "#654321" not in html
    assert 'aria-label="How many hand-ins have how many points: 12 from 70 to 100' in html
    assert 'class="data"' in body


def test_an_empty_class_has_a_page():
    html = page(said_of()).decode()
    assert "There is no score yet." in html
    one = page(said_of(submission("ada"))).decode()
    assert "no mistake was made often" in one
    assert COURSE.title in one
