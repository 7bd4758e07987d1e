"""The table for the terminal, piped: plain, narrow enough, with the words quoted."""

import io

from passerelles.command.disagreements import Disagreement, Version
from passerelles.command.facts import Cell
from passerelles.command.table import console_for, print_disagreements, print_sheet
from passerelles.command.tests import make


def printed(sheet):
    file = io.StringIO()
    print_sheet(console_for(file), sheet)
    return file.getvalue()


def test_a_document_is_told_with_its_partnerships_and_the_words_that_say_so(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert printed(make.sheet(places=[make.place()], partnerships=[make.tie()])) == (
        "minutes.txt\n"
        "  1 place, 1 partnership, no event, no figure, no doubt\n"
        "\n"
        "  Partnerships\n"
        "  Montpellier – Chengdu  twinning     1981   university\n"
        "      “Montpellier et Chengdu sont jumelées depuis 1981 ; près de 160 projets\n"
        "      les lient.”\n"
        "\n"
    )


def test_a_piped_table_has_no_colour_no_box_and_no_blanks_at_line_ends(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = printed(make.sheet(partnerships=[make.tie()] * 3, doubts=[make.doubt()] * 2))
    assert "\x1b" not in text and not set("│─┃━") & set(text)
    assert all(line == line.rstrip() and len(line) <= 80 for line in text.split("\n"))


def test_a_doubt_gives_its_reason_its_suggestions_and_the_words():
    text = " ".join(printed(make.sheet(doubts=[make.doubt()])).split())
    assert "Doubts Laquelle ? “Montpellier” perhaps Luoyang (Henan)" in text


def test_words_of_a_document_are_never_markup():
    assert "[red]Sète[/red]" in printed(
        make.sheet(offices=[{"owner": {"name": "[red]Sète[/red]"}, "place": None, "since": None, "says": []}])
    )


def test_disagreements_name_what_each_document_says():
    file = io.StringIO()
    versions = [Version((Cell("text", "160"),), "a.txt", "près de 160 projets"), Version((Cell("text", "200"),), "b.txt")]
    print_disagreements(console_for(file), [Disagreement("figure", {"en": "Rival counts"}, versions)])
    text = " ".join(file.getvalue().split())
    assert text.startswith("Where documents disagree (1)")
    assert "160 a.txt “près de 160 projets” 200 b.txt" in text
