"""The table for the terminal, piped: plain, narrow enough, with the words quoted."""

import io

from passerelles.command.disagreements import Disagreement, Version
from passerelles.command.facts import Cell
from passerelles.command.table import console_for, print_disagreements, print_sheet
from passerelles.command.tests import make


def printed(sheet, language="en"):
    file = io.StringIO()
    print_sheet(console_for(file), sheet, language)
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


def test_a_table_is_told_in_french(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    visit = make.event("visit", "Visite", starts="2014-11-06", ends="2014-11-07", state="planned")
    assert printed(make.sheet(places=[make.place()], partnerships=[make.tie()], events=[visit]), "fr").replace("\u00a0", " ") == (
        "minutes.txt\n"
        "  1 territoire, 1 partenariat, 1 événement, aucun chiffre, aucun doute\n"
        "\n"
        "  Partenariats\n"
        "  Montpellier – Chengdu  jumelage     1981   université\n"
        "      « Montpellier et Chengdu sont jumelées depuis 1981 ; près de 160 projets\n"
        "      les lient. »\n"
        "\n"
        "  Événements\n"
        "  Visite                                                    « Compte »\n"
        "  visite · 6 novembre 2014 au 7 novembre 2014 · état prévu\n"
        "\n"
    )


def test_a_table_in_chinese_has_chinese_words_and_punctuation():
    doubt = make.keyed("date.no-edition", {"year": 2017, "other": ["2016-10", "2018-09"]})
    tie = make.tie(themes=["university", "water"], associated=["A", "B"])
    text = printed(make.sheet(partnerships=[tie], doubts=[doubt]), "zh")
    assert "无行政区划、1对伙伴关系、无活动、无数字、1个疑问" in text
    assert "友好城市     1981年  大学、水务" in text and "参与方：A、B" in text
    assert "文件或网络所记为2016年10月、2018年9月" in "".join(text.split())
    assert "“Montpellier”" in text


def test_disagreements_are_told_in_the_language_asked_for():
    file = io.StringIO()
    print_disagreements(console_for(file), [Disagreement("figure", {"zh": "各文件统计不一。"}, [])], "zh")
    assert file.getvalue().startswith("各文件说法不一（1）\n\n  数字：各文件统计不一。\n")


def test_documents_that_agree_are_said_to_in_each_language():
    for language, said in (("fr", "ne se contredisent pas"), ("zh", "没有矛盾"), ("en", "do not contradict")):
        file = io.StringIO()
        print_disagreements(console_for(file), [], language)
        assert said in file.getvalue()
