"""Web pages: every word the author wrote once and in order; nothing the site put around them."""

import pytest

from passerelles.reading.formats import Unreadable, open_document
from passerelles.reading.tests.formats_files import PAGE, PROSE, ROWS, TITLE, holds, rows, words


def opened(html: str, name: str = "page.html"):
    document = open_document(html.encode(), name=name)
    holds(document)
    return document


def body(html: str):
    return opened(f"<html><body>{html}</body></html>")


def test_headings_paragraphs_lists_and_tables_are_kept():
    document = opened(PAGE)
    assert document.format == "html"
    assert document.title == TITLE
    assert document.published == "2017-09-14"
    assert words(document, "paragraph") == [PROSE, "Fin de la réunion à midi."]
    assert words(document, "item") == ["préparer le séminaire"]
    assert rows(document) == list(ROWS)
    assert [block.is_header for block in document.blocks if block.kind == "row"] == [True, False, False, False]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><p>Menu du site</p></nav>",
        "<script>var menu = 'du site';</script>",
        "<style>p { color: red }</style>",
        "<div class='cookie-banner'>Menu du site</div>",
        "<div id=tarteaucitron>Menu du site</div>",
        "<ul class='main-nav navbar'><li>Menu du site</ul>",
        "<div role=navigation>Menu du site</div>",
        "<p hidden>Menu du site</p>",
        "<p style='display: none'>Menu du site</p>",
        "<footer>Menu du site</footer>",
        "<!-- Menu du site -->",
        "<noscript>Menu du site</noscript>",
        "<button>Menu du site</button>",
    ],
)
def test_what_the_site_puts_around_is_left_out(furniture: str):
    document = body(f"{furniture}<p>{PROSE}</p>{furniture}<p>Suite.</p>")
    assert document.text == f"{PROSE}\n\nSuite."


def test_what_only_looks_like_furniture_is_kept():
    # classes of layouts, a header with the title in it, an article's own footer, a page whose all is a form
    for html in (
        f"<body class='page-menu has-nav'><p>{PROSE}</p></body>",
        f"<div class='navigator'><p>{PROSE}</p></div>",
        f"<header><h1>{TITLE}</h1></header><p>{PROSE}</p>",
        f"<article><p>{PROSE}</p><footer>Signé : Zoé</footer></article>",
        f"<form><p>{PROSE}</p></form>",
    ):
        assert PROSE in body(html).text
    assert "Signé" in body(f"<article><p>{PROSE}</p><footer>Signé : Zoé</footer></article>").text


def test_a_page_that_is_all_furniture_is_kept():
    assert body(f"<div class=menu><p>{PROSE}</p></div>").text == PROSE


def test_repeated_paragraphs_are_kept():
    assert body("<p>Même.</p><p>Même.</p><p>Même.</p>").text == "Même.\n\nMême.\n\nMême."


def test_words_outside_of_paragraphs_and_inline_elements():
    document = body(
        "Avant <b>gras</b>,<i>ita</i>lique<p>premier<br>Second</p>entre<div>dedans<p>plus</p>après</div>fin &eacute;&#233;&nbsp;!"
    )
    assert document.text.split("\n\n") == ["Avant gras,italique", "premier", "Second", "entre", "dedans", "plus", "après", "fin éé !"]


def test_lines_broken_inside_a_sentence_stay_together():
    assert words(body("<p>une phrase, coupée par<br>l’auteur</p>"), "paragraph") == ["une phrase, coupée par\nl’auteur"]


def test_nested_lists():
    assert words(body("<ul><li>un<ul><li>deux</li></ul>trois</li><li><p>quatre</p></ul>"), "item") == ["un", "deux", "trois", "quatre"]


def test_cells_over_several_rows_are_repeated_in_each():
    document = body(
        "<table><tr><th>Région<th>Partenaire<th>Thème</tr><tr><td rowspan=2>Bretagne<td>Shandong<td>mer</tr><tr><td colspan=2>Fujian</tr></table>"
    )
    assert rows(document) == [("Région", "Partenaire", "Thème"), ("Bretagne", "Shandong", "mer"), ("Bretagne", "Fujian", "")]
    assert [block.is_header for block in document.blocks] == [True, False, False]


def test_tables_that_lay_a_page_out_are_not_tables():
    assert rows(body(f"<table><tr><td><p>{PROSE}</p></td></tr></table>")) == []
    nested = body("<table><tr><td>Menu<td><table><tr><td>Lyon<td>Canton</tr><tr><td>Tours<td>Luoyang</tr></table></tr></table>")
    assert rows(nested) == [("Lyon", "Canton"), ("Tours", "Luoyang")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2019-03-05T08:00:00Z">', "2019-03-05"),
        ('<meta name="DC.date" content="2018-11">', "2018-11"),
        ('<meta name="dcterms.issued" content="20181102">', "2018-11-02"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "Article", "datePublished": "2021-01-31"}]}</script>', "2021-01-31"),
        # a date that is none, one that only says when the page was changed
        ('<meta name="date" content="2018-13-45">', None),
        ('<meta property="article:modified_time" content="2018-01-01">', None),
        ('<script type="application/ld+json">{"datePublished": [[</script>', None),
    ],
)
def test_the_day_a_page_was_published(head: str, expected: str | None):
    assert opened(f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>").published == expected


def test_a_time_element_counts_where_it_is_the_articles():
    assert body(f"<article><header><time datetime='2020-02-03'>3 février</time></header><p>{PROSE}</p></article>").published == "2020-02-03"
    assert body(f"<p>{PROSE} Le <time datetime='1998-06-18'>18 juin 1998</time></p>").published is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<meta charset=iso-8859-1><p>Été à Nîmes, l’été</p>".encode("cp1252"), "Été à Nîmes, l’été"),
        ("<meta http-equiv=content-type content='text/html; charset=gb2312'><p>武汉与波尔多</p>".encode("gb18030"), "武汉与波尔多"),
        ("<p>Été à Nîmes</p>".encode("utf-16"), "Été à Nîmes"),
        # what is declared is not always so
        ("<meta charset=iso-8859-1><p>Été à Nîmes</p>".encode(), "Été à Nîmes"),
        ("<meta charset=nonsense><p>Été à Nîmes</p>".encode("cp1252"), "Été à Nîmes"),
        ("<meta charset=hex><p>Été à Nîmes</p>".encode("cp1252"), "Été à Nîmes"),
    ],
)
def test_declared_and_real_encodings(data: bytes, expected: str):
    assert open_document(data, name="page.html").text == expected


def test_deep_nesting_is_read_or_refused():
    assert body("<div>" * 1500 + PROSE + "</div>" * 1500).text == PROSE
    with pytest.raises(Unreadable, match="nested too deeply") as caught:
        body("<div>" * 100_000 + PROSE)
    assert caught.value.cause == "unsafe"


def test_entities_are_not_expanded_and_nothing_is_fetched():
    document = opened('<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p><p>Texte.</p></body></html>')
    assert "root:" not in document.text


def test_a_page_without_words_is_refused():
    with pytest.raises(Unreadable) as caught:
        opened("<html><body><script>x</script></body></html>")
    assert caught.value.cause == "empty"
