"""Late penalties, over clock changes too, and the times that hand-ins come with."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.late import LatePolicy, in_time_until, late_penalty
from autograder.timestamps import parse_timestamp

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 22, 23, 59, tzinfo=BERLIN)
POLICY = LatePolicy(grace_minutes=15, percent_per_day=10, max_percent=50)


@pytest.mark.parametrize(
    ("late", "penalty"),
    [
        (timedelta(days=-3), 0),
        (timedelta(), 0),
        (timedelta(minutes=15), 0),
        (timedelta(minutes=15, seconds=1), 8),
        (timedelta(days=1), 8),
        (timedelta(days=1, seconds=1), 16),
        (timedelta(days=4, hours=1), 40),
        (timedelta(days=400), 40),
    ],
)
def test_each_day_begun_costs_its_percentage(late, penalty):
    assert late_penalty(POLICY, 80, DUE, DUE + late) == pytest.approx(penalty)


def test_without_a_policy_nothing_is_lost():
    assert late_penalty(LatePolicy(), 80, DUE, DUE + timedelta(days=9)) == 0


def test_an_extension_moves_the_due_time_and_the_grace_period():
    extension = timedelta(days=2)
    assert in_time_until(POLICY, DUE, extension) == DUE + timedelta(days=2, minutes=15)
    for late, penalty in ((15, 0), (16, 8), (24 * 60, 8), (24 * 60 + 1, 16)):
        submitted_at = DUE + extension + timedelta(minutes=late)
        assert late_penalty(POLICY, 80, DUE, submitted_at, extension) == pytest.approx(penalty)


def test_days_are_counted_by_elapsed_time_over_a_clock_change():
    due = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)  # the clocks go back that night
    wall_clock_next_noon = datetime(2026, 10, 25, 12, 0, tzinfo=BERLIN)  # 25 hours later
    policy = LatePolicy(percent_per_day=10)
    assert late_penalty(policy, 100, due, wall_clock_next_noon) == 20
    assert late_penalty(policy, 100, due, wall_clock_next_noon - timedelta(hours=1)) == 10


def test_times_without_a_zone_are_in_utc_as_nbgrader_stores_them():
    due = datetime(2026, 11, 22, 22, 59)
    assert late_penalty(POLICY, 80, due, DUE) == 0
    assert late_penalty(POLICY, 80, DUE, due + timedelta(hours=1)) == 8


@given(
    score=st.floats(0, 1000),
    hours=st.floats(-1000, 1000),
    grace=st.floats(0, 1000),
    percent=st.floats(0, 100),
    most=st.floats(0, 100),
)
def test_a_penalty_lies_between_nothing_and_the_maximum(score, hours, grace, percent, most):
    policy = LatePolicy(grace_minutes=grace, percent_per_day=percent, max_percent=most)
    penalty = late_penalty(policy, score, DUE, DUE + timedelta(hours=hours))
    assert 0 <= penalty <= score * most / 100 + 1e-9
    later = late_penalty(policy, score, DUE, DUE + timedelta(hours=hours + 30))
    assert later >= penalty


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 10:00:00.000000 UTC",
        "2026-11-20 11:00:00 Europe/Berlin",
        "2026-11-20T10:00:00Z",
        "2026-11-20T11:00:00+01:00",
        "2026-11-20 11:00:00 +0100",
        "2026-11-20 10:00",
        "Fri, 20 Nov 2026 11:00:00 +0100",
        "Fri, 20 Nov 2026 10:00:00 GMT",
        "Fri Nov 20 10:00:00 2026",
        "20.11.2026 10:00\n",
    ],
)
def test_times_as_platforms_write_them(text):
    assert parse_timestamp(text) == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-01 10:00", "2026-11-20 10:00 ../../etc", "x" * 10**6,
     "9999-12-31 23:59 America/Los_Angeles"],
)  # fmt: skip
def test_what_is_no_time(text):
    assert parse_timestamp(text) is None


NEW_YORK, SYDNEY = map(ZoneInfo, ("America/New_York", "Australia/Sydney"))


@pytest.mark.parametrize(
    ("text", "home", "hour"),
    [
        ("2026-07-04 12:00:00.123456 CEST", BERLIN, 10),
        ("2026-11-20 12:00:00 CET", BERLIN, 11),
        ("2026-11-20 12:00:00 CEST", BERLIN, 10),  # of the other season
        ("2026-10-25 02:30:00 CEST", BERLIN, 0),  # this hour comes twice
        ("2026-10-25 02:30:00 CET", BERLIN, 1),
        ("2026-07-04 12:00:00.123456 EDT", NEW_YORK, 16),
        ("2026-11-20 12:00:00 EST", NEW_YORK, 17),
        ("2026-07-04 12:00:00 AEST", SYDNEY, 2),
        ("2026-07-04 12:00:00 PM", BERLIN, 12),
        ("2026-07-04 01:30:00 PM CEST", BERLIN, 11),
        ("07/04/2026 12:00 AM", BERLIN, 0),
        ("Fri, 20 Nov 2026 12:00:00 EST", BERLIN, 17),  # what an e-mail's EST is, its standard says
    ],
)
def test_abbreviations_are_read_in_the_courses_own_timezone(text, home, hour):
    assert parse_timestamp(text, home).hour == hour


AMBIGUOUS = (
    *("PST", "PDT", "MST", "CST", "CDT", "EST", "EDT", "AST", "BST", "IST", "JST", "KST", "WAT"),
    *("EAT", "CAT", "SAST", "AEST", "NZST", "XYZ"),
)


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_other_abbreviations_are_no_time_and_no_error(name):
    assert parse_timestamp(f"2026-07-04 12:00:00.123456 {name}", BERLIN) is None
    assert parse_timestamp(f"2026-07-04 12:00:00.123456 {name}") is None


@pytest.mark.parametrize("year", ["0001", "1601", "9999"])
@pytest.mark.parametrize("zone", ["", " UTC", " CET", " Europe/Berlin", "+14:00", "-12:00"])
def test_a_year_in_which_nobody_handed_in(year, zone):
    assert parse_timestamp(f"{year}-12-31 23:59:59{zone}", BERLIN) is None
