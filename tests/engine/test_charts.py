"""The two pictures: what they show of numbers, odd ones too, and that they stand alone."""

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.feedback.charts import bar_chart, loss_chart, said

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.just("nan"), st.just("inf"))
HISTORIES = st.lists(VALUES, max_size=60).map(tuple)


def drawn(svg, name):
    return list(ElementTree.fromstring(svg).iter(SVG + name))


def words(svg):
    return [text.text for text in drawn(svg, "text")]


def curves(svg):
    return [
        [tuple(map(float, point.split(","))) for point in line.get("points").split()]
        for line in drawn(svg, "polyline")
    ]


def test_the_students_curve_lies_over_the_expected_one():
    svg = loss_chart((0.2, 0.4, 0.1), (0.4, 0.3, 0.2), step="epoch")
    expected, received = curves(svg)
    assert [x for x, _ in expected] == [x for x, _ in received]
    assert received[1][1] == expected[0][1] < received[0][1]  # up is smaller in a picture
    assert {"your losses", "expected", "epoch", "1", "3"} <= set(words(svg))
    alt = ElementTree.fromstring(svg).get("aria-label")
    assert alt == "Loss by epoch, yours from 0.2 to 0.1, expected from 0.4 to 0.2"


def test_what_is_not_finite_leaves_a_gap():
    svg = loss_chart((1.0, "nan", 2.0, 3.0, "inf"), (1.0, 1.0, 1.0, 1.0, 1.0), step="epoch")
    assert [len(points) for points in curves(svg)] == [5, 2, 2]
    assert "nan" not in " ".join(words(svg))
    assert loss_chart(("nan",), ("inf",), step="epoch") == loss_chart((), (), step="epoch") == ""


def test_a_wide_range_gets_a_logarithmic_axis():
    svg = loss_chart((0.5, 5e3, 5e8), (0.5, 0.4, 0.3), step="epoch")
    heights = [y for _, y in curves(svg)[1]]
    assert heights[0] - heights[1] == pytest.approx(4 / 5 * (heights[1] - heights[2]), rel=0.05)


def test_bars_say_their_numbers():
    svg = bar_chart((-7.0, "nan"), (-1.0, 2.0), names=("w", "b"))
    assert {"w", "b", "−7", "−1", "nan", "2"} <= set(words(svg))
    bars = [float(bar.get("width")) for bar in drawn(svg, "rect")[2:]]
    assert bars[0] == pytest.approx(7 * bars[1], rel=0.05)
    assert len(bars) == 3
    assert "w: −7 for −1; b: nan for 2" in ElementTree.fromstring(svg).get("aria-label")
    assert bar_chart((), ()) == ""


@given(HISTORIES, HISTORIES)
def test_every_history_gives_a_picture_within_its_frame(received, expected):
    for svg in filter(
        None, (loss_chart(received, expected, step="epoch"), bar_chart(received, expected))
    ):
        root = ElementTree.fromstring(svg)
        width, height = map(float, root.get("viewBox").split()[2:])
        for points in curves(svg):
            assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
        for bar in drawn(svg, "rect"):
            assert 0 <= float(bar.get("x")) <= width
            assert float(bar.get("x")) + float(bar.get("width")) <= width + 1
        assert not re.search(r"<script|style=|\bid=|href|url\(", svg)


def test_numbers_as_people_read_them():
    assert [said(v) for v in (-1.5, 1 / 3, 1e-9, "nan", "inf", "-inf")] == [
        *("−1.5", "0.3333", "1e−09", "nan", "∞", "−∞")
    ]
    assert said(math.pi * 1e6) == "3.142e+06"
