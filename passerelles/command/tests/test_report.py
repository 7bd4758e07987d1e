"""The report as a file: whole, self-contained, and safe whatever a document says."""

import io
import re

import pytest
from lxml import html

from passerelles.command.disagreements import Disagreement, Version
from passerelles.command.facts import Cell
from passerelles.command.report import Report
from passerelles.command.tests import make
from passerelles.reading.model import Block


def written(*sheets, language="fr", **given):
    report = Report(language)
    for sheet in sheets:
        report.add(sheet)
    file = io.StringIO()
    report.write(file, **given)
    report.close()
    return file.getvalue()


def parsed(page):
    return html.document_fromstring(page)


def texts(page, path):
    return [" ".join(element.text_content().split()) for element in parsed(page).xpath(path)]


def test_a_place_is_marked_and_leads_to_its_fact():
    page = parsed(written(make.sheet(places=[make.place()])))
    (mark,) = page.xpath("//*[@class='text']//a[contains(@class, 'place')]")
    assert mark.text == "Montpellier"
    (fact,) = page.xpath(f"//*[@id='{mark.get('href')[1:]}']")
    assert "34172" in fact.text_content()
    assert mark.get("title") == "Montpellier"  # what a browser without JavaScript shows


def test_the_text_is_all_there_and_in_order():
    page = written(make.sheet(places=[make.place()], partnerships=[make.tie()], doubts=[make.doubt(20, 40)]))
    (text,) = parsed(page).xpath("//*[@class='text']")
    for note in text.xpath(".//aside"):
        note.drop_tree()
    assert " ".join(text.text_content().split()) == " ".join(make.TEXT.split())


def test_a_doubt_is_a_note_beside_its_paragraph():
    page = written(make.sheet(doubts=[make.doubt()]))
    assert texts(page, "//aside[contains(@class, 'of-doubt')]") == ["Doute Laquelle ? peut-être Luoyang (Henan)"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Doute Plusieurs territoires s'appellent Montpellier. Duquel s'agit-il ?"),
        ("zh", "疑问 有多个行政区划都叫Montpellier。指的是哪一个？"),
        ("en", "Doubt Several territories are called Montpellier. Which one is meant?"),
    ],
)
def test_a_doubt_is_in_the_page_s_language_and_the_switch_finds_the_others(language, said):
    page = written(make.sheet(doubts=[make.keyed("place.homonyms", {"name": "Montpellier"})]), language=language)
    (note,) = parsed(page).xpath("//aside[contains(@class, 'of-doubt')]")
    assert {span.get("lang"): "hidden" in span.attrib for span in note.xpath("*[@class='told']")} == {
        tongue: tongue != language for tongue in ("fr", "zh", "en")
    }
    for hidden in note.xpath(".//*[@hidden]"):
        hidden.drop_tree()
    assert " ".join(note.text_content().split()) == said
    (mark,) = parsed(page).xpath("//*[@class='text']//a[contains(@class, 'doubt')]")
    assert said.endswith(mark.get("title"))


def test_the_panel_of_partnerships_joins_documents_and_keeps_rival_years():
    page = written(make.sheet(partnerships=[make.tie()]), make.sheet(partnerships=[make.tie(since=1982, kind="agreement")]))
    (row,) = texts(page, "//section[@id='partnerships']//tbody/tr")
    assert row == "Montpellier – Chengdu jumelage 19811982 université Documents12"


def test_a_contested_partnership_is_marked_in_the_panel_and_beside_its_sentence():
    page = written(make.sheet(places=[make.place()], partnerships=[make.tie()], doubts=[make.doubt()]))
    assert texts(page, "//section[@id='partnerships']//tbody//th//*[@class='alert']") == ["contesté"]
    assert texts(page, "//aside[contains(@class, 'of-tie')]//*[@class='alert']") == ["contesté"]
    assert "contesté" not in texts(written(make.sheet(places=[make.place()], partnerships=[make.tie()])), "//main")[0]


@pytest.mark.parametrize("language, said", [("fr", "jumelage"), ("zh", "友好城市"), ("en", "twinning")])
def test_the_report_speaks_the_language_asked_for(language, said):
    page = written(make.sheet(partnerships=[make.tie()]), language=language)
    assert f'<html lang="{language}">' in page
    assert texts(page, "//section[@id='partnerships']//tbody//td")[0] == said


def test_disagreements_stand_first_and_lead_to_their_documents():
    versions = [Version((Cell("date", "1984"),), "minutes.txt", "signé en 1984"), Version((Cell("date", "1986"),), "elsewhere.txt")]
    page = written(make.sheet(), disagreements=[Disagreement("partnership", {"fr": "Deux années", "en": "Two years"}, versions)])
    assert page.index('id="disagreements"') < page.index('id="partnerships"') < page.index("<article")
    assert texts(page, "//*[@class='rivals']//li") == ["1984 minutes.txt signé en 1984", "1986 elsewhere.txt"]
    assert parsed(page).xpath("//*[@class='rivals']//a/@href") == ["#d1"]


def test_a_table_is_a_table_and_its_doubts_stand_under_the_row():
    text = "Villes\tDepuis\nMontpellier – Chengdu\t1981"
    rows = [
        Block("row", 0, 13, cells=((0, 6), (7, 13)), table=1, is_header=True),
        Block("row", 14, len(text), cells=((14, 35), (36, 40)), table=1),
    ]
    page = written(make.sheet(text, rows, places=[make.place(14, 25)], doubts=[make.doubt(28, 35)]))
    assert texts(page, "//article//th") == ["Villes", "Depuis"]
    assert texts(page, "//article//td")[:2] == ["Montpellier – Chengdu", "1981"]
    assert texts(page, "//article//tr[@class='notes']") == ["Doute Laquelle ? peut-être Luoyang (Henan)"]


def test_the_blocks_of_a_document_keep_their_kind_and_language():
    text = "Titre\n\n- premier\n- second\n\n成都市"
    blocks = [
        Block("heading", 0, 5, level=1),
        Block("item", 7, 16),
        Block("item", 17, 25),
        Block("paragraph", 27, 30, language="zh"),
    ]
    page = written(make.sheet(text, blocks))
    assert texts(page, "//article//div[@class='text']//h3") == ["Titre"]
    assert texts(page, "//article//div[@class='text']/ul/li/div") == ["premier", "second"]
    assert texts(page, "//article//div[@lang='zh']/p") == ["成都市"]


def test_a_title_that_the_text_has_is_not_shown_twice():
    sheet = make.sheet(
        "Compte rendu\n\nMontpellier était là.", [Block("heading", 0, 12, level=1), Block("paragraph", 14, 35)], places=[make.place()]
    )
    sheet.found["title"] = "Compte rendu"
    page = written(sheet)
    assert texts(page, "//article//h2 | //article//div[@class='text']//h3") == ["Compte rendu"]


RAISED = [
    ("4^{Quatrièmes} Rencontres", "Quatrièmes Rencontres"),  # the number and its word, one over the other
    ("3^{èmes} Journées", "3èmes Journées"),
    ("Le 1^{er} mai, 20 m^{2}", "Le 1er mai, 20 m2"),
    ("x^2 et {a} et ^{}", "x^2 et {a} et ^{}"),
]


@pytest.mark.parametrize(("text", "shown"), RAISED)
def test_raised_letters_are_readable_in_titles_texts_and_quotes(text, shown):
    sheet = make.sheet(f"{text}\n\nFin.", places=[make.place(0, len(text), name=text)])
    sheet.found["title"] = text
    page = written(sheet)
    assert texts(page, "//article//h2") == [shown]
    assert texts(page, "//*[@class='fact of-place']//q") == [shown]
    assert texts(page, "//*[@class='fact of-place']//b") == [shown]


HOSTILE = [
    "<script>alert(1)</script>",
    "</span></a></div></article><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "{{ 7|add:7 }} {% load i18n %} &lt;b&gt; &amp;amp;",
    "</title></style></script><!-- ]]>",
    "@@ the documents @@",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    place = {**make.place(0, len(words)), "name": words, "zh": words}
    doubt = make.doubt(0, len(words), reason=words, suggestions=(words,))
    tie = make.tie(0, len(words), associated=[words])
    tie["parties"][0]["name"] = words
    sheet = make.sheet(words, places=[place], doubts=[doubt], partnerships=[tie])
    sheet.found.update(title=words, document=words)
    report = Report("fr")
    report.add(sheet)
    report.fail(words, words)
    file = io.StringIO()
    report.write(file)
    report.close()
    page = parsed(file.getvalue())
    clean = parsed(written(make.sheet()))
    assert len(page.xpath("//script")) == len(clean.xpath("//script"))
    assert page.xpath("//img | //@onmouseover | //@onerror") == []
    (text,) = page.xpath("//*[@class='text']")
    for note in text.xpath(".//aside"):
        note.drop_tree()
    assert "".join(text.text_content().split()) in ("", "".join(words.split()))  # "" where the title took the only block


def test_characters_that_would_turn_or_cut_a_page_are_shown_as_strange():
    words = "a\x00b\u202egpj.exe\u2066 \ud800 fin"
    page = written(make.sheet(words, places=[make.place(0, 3)]))
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    page.encode("utf-8")
    assert "a\ufffdb" in texts(page, "//*[@class='text']")[0]


def test_nothing_is_fetched_from_elsewhere():
    page = written(make.sheet(places=[make.place()]))
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)|@import|url\(|https?://""", page)


def test_a_report_cut_short_says_so():
    assert "Lecture interrompue" in written(make.sheet(), is_cut_short=True)


def test_files_that_could_not_be_read_are_named_with_their_cause():
    report = Report("fr")
    report.fail("a.pdf", "a.pdf: it is protected by a password")
    file = io.StringIO()
    report.write(file)
    report.close()
    assert texts(file.getvalue(), "//ul[@class='unread']/li") == ["a.pdf it is protected by a password"]


def test_a_long_document_costs_in_proportion():
    def cost(times):
        text = "\n\n".join([make.TEXT.split("\n\n")[1]] * times)
        step = len(make.TEXT.split("\n\n")[1]) + 2
        places = [make.place(at * step, at * step + 11) for at in range(times)]
        sheet = make.sheet(text, places=places, partnerships=[make.tie(0, 70)])
        pages = []
        return make.calls(lambda: pages.append(written(sheet))), len(pages[0])

    cost(50)  # templates are compiled
    (short, small), (long, large) = cost(200), cost(1000)
    assert large < 6 * small
    assert long < 8 * short  # quadratic would be 25
