"""A table whose cells are changed in place: what is read is what the csv module reads, and no other
byte changes.
"""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.lms.exports.defuse import defused
from autograder.lms.exports.numbers import fixed, number, rounded, short
from autograder.lms.exports.sheet import Sheet, read_sheet

PATH = Path("t.csv")
TEXT = st.text(alphabet=st.sampled_from("ab ,;\t\"\n\r'üß=é1.-"), max_size=6)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1, max_size=5)
)


def written(rows, delimiter, end, quoting):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


@given(
    TABLES,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.booleans(),
)
def test_any_table_is_read_as_csv_reads_it_and_filled_as_csv_would_write_it(
    rows, delimiter, end, quoting, encoding, cut
):
    rows = [["a", *(f"h{n}" for n in range(len(rows[0]) - 1))], *rows]
    text = written(rows, delimiter, end, quoting)
    text = text.removesuffix(end) if cut else text
    sheet = Sheet(PATH, text.encode(encoding))
    told = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == told
    assert sheet.filled({}) == text.encode(encoding)
    last = sheet.rows[-1]
    if len(last.cells) == len(rows[0]):
        filled = sheet.filled({(last.line, 1): f"new{delimiter}"})
        told[-1][1] = f"new{delimiter}"
        again = Sheet(PATH, filled)
        assert [[cell.text for cell in row.cells] for row in again.rows] == told
        unchanged = text[: last.cells[1].start].encode(encoding)
        assert filled.startswith(unchanged)
        without = sheet.filled({}, [last.line])
        assert [[c.text for c in r.cells] for r in Sheet(PATH, without).rows] == told[:-1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ":1: there is no header"),
        (b"\n\na,b\n", ":1: there is no header"),
        (b'a,b\n"x,1\n', ":2: a quotation mark"),
        (b'a,b\n1,2\n"x"y,1\n', ":3: a quotation mark"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "an Excel workbook"),
        (b"a,b\n\x81\x8d,1\n", "not text in UTF-8"),
        ("a,b\n1,2\n".encode("utf-16-le"), "not text in UTF-8"),
        (b"\xef\xbb\xbfa,\xff\n", "not text in UTF-8"),
        (b"\xff\xfea", "not text in UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data, said):
    with pytest.raises(UsageError, match=said) as refusal:
        Sheet(PATH, data)
    assert refusal.value.remedy


@pytest.mark.parametrize("row", ["Lovelace, Ada,1,", "Ada,1", "Ada,1,,"])
def test_a_comma_without_quotes_moves_no_score_into_another_column(row):
    with pytest.raises(UsageError, match=r":2: \d cells in place of the header's 3"):
        Sheet(PATH, f"name,id,score\n{row}\n".encode()).check_widths()


def test_a_header_of_several_lines():
    sheet = Sheet(PATH, b'"a\nb, c";d;e\n1;2;3\n')
    assert sheet.head == ("a\nb, c", "d", "e")
    assert sheet.body[0].line == 3


def test_blank_lines_are_no_rows():
    sheet = Sheet(PATH, b"name,id\n\n,\nAda,1\n\n")
    sheet.check_widths()
    assert [row.line for row in sheet.body] == [4]
    assert sheet.filled({(4, 1): "2"}) == b"name,id\n\n,\nAda,2\n\n"


def test_a_file_that_is_not_there_and_one_that_is_too_large(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="cannot be read"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="cannot be read"):
        read_sheet(tmp_path)
    monkeypatch.setattr("autograder.lms.exports.sheet._MOST", 5)
    (tmp_path / "large.csv").write_text("a,b,c\n")
    with pytest.raises(UsageError, match="larger than"):
        read_sheet(tmp_path / "large.csv")


def test_scores_in_two_decimals():
    assert [short(x) for x in (87.5, 100.0, 0.0, 2 / 3, 0.125, 1.005)] == [
        "87.5", "100", "0", "0.67", "0.13", "1.01"
    ]  # fmt: skip
    assert fixed(7.5, ",") == "7,50"
    assert rounded(54.555) == number("54,56")
    assert [number(text) for text in ("", "-", "x", "1.2.3", "EX", "1e5")] == [None] * 6


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_formulas_are_text(text):
    assert defused(text) == f"'{text}"
    assert defused(f"a{text}") == f"a{text}"
