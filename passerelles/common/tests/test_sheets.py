"""Tables that spreadsheets open as they are meant."""

import csv
import io

import pytest

from passerelles.common.sheets import csv_lines, harmless


@pytest.mark.parametrize(
    "said",
    [
        "=1+1",
        "+33 1 23",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",  # a line of its own in the cell
        "  =1+1",  # blanks are skipped by some
        "\u00a0=1+1",
        "\u3000＝1+1",
        "＝1+1",  # full-width signs, which some read as the narrow ones
        "＋1",
        "－1",
        "＠SUM",
    ],
)
def test_what_a_spreadsheet_would_run_is_text(said):
    assert harmless(said) == f"'{said}"


@pytest.mark.parametrize("said", ["Lyon", "2+2", "a=b", "'=1+1", "", "—", 12, -5, None, "  Lyon"])
def test_everything_else_stays_as_it_is(said):
    assert harmless(said) == said


def test_rows_are_read_back_as_they_were():
    rows = [["a", 'with "quotes"', "two\nlines", "une, virgule"], [1, True, None, "圣艾蒂安"]]
    assert list(csv.reader(io.StringIO(csv_lines(rows)))) == [rows[0], ["1", "true", "", "圣艾蒂安"]]
