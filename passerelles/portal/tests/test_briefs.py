"""Briefs as pages and as PDF: that the PDF is a good one."""

from ctypes import create_string_buffer
from dataclasses import asdict
from datetime import date
from io import StringIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from passerelles.common.limits import Breach, Limits
from passerelles.common.words import Wording
from passerelles.places.drawing.graph import Arc, Graph, Picture, Spot
from passerelles.places.models import Place
from passerelles.portal import typesetting
from passerelles.portal.briefs import subject_named
from passerelles.portal.drawing import small
from passerelles.portal.tests.briefs import DAY, NOBODY, brief_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_french")]
ENDS = (Spot("1", Wording("Lyon", "fr"), "FR", 4.84, 45.76, 1), Spot("2", Wording("Wuhan", "fr"), "CN", 114.27, 30.58, 1))


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words_of(pdf):
    """All its text, however its lines are broken."""
    return "".join("".join(text_of(pdf)).replace("\ufffe", "").split())


# As a page


def test_a_page_shows_it_alone_or_beside_another_language(client, pair):
    address = reverse("brief", args=["partnership", pair.pk])
    alone, beside = (client.get(address + query).content.decode() for query in ("", "?with=zh"))
    assert "承诺事项" not in alone and "承诺事项" in beside and 'lang="zh-Hans"' in beside
    assert f"{reverse('brief_pdf', args=['partnership', pair.pk])}?with=zh" in beside
    assert "columns-1" in client.get(address + "?with=fr").content.decode()  # beside itself it is one
    assert "columns-1" in client.get(address + "?with=<script>").content.decode()


def test_a_page_and_its_pdf_hold_a_map_in_each_language(client, pair, signed_in, coordinator):
    address = reverse("brief", args=["partnership", pair.pk])
    told = client.get(address + "?with=zh").content.decode()
    assert told.count('class="map small flat"') == 2 and told.count('class="arc dashed"') == 2 and ">圣艾蒂安</text>" in told
    without_maps = len(typesetting.as_pdf([asdict(brief_of("partnership", pair).laid)], str(DAY)))
    assert len(brief_of("partnership", pair).pdf()) > without_maps + 5000


def test_what_has_no_place_on_the_map_has_a_brief_without(client):
    tied = make.public_partnership()
    Place.objects.update(latitude=None, longitude=None)
    assert "<svg" not in client.get(reverse("brief", args=["partnership", tied.pk])).content.decode().partition("<article")[2]
    assert len(text_of(brief_of("partnership", tied).pdf())) == 1


def test_a_map_shows_to_whom_its_ties_show(client, pair, signed_in, coordinator):
    hidden = make.document(visibility="group")
    make.accepted(make.partnership("Saint-Étienne", "Baotou"), "kind", "contact", of=hidden)
    address = reverse("brief", args=["authority", make.authority().pk])
    public, own, given = (
        each.get(address + query).content.decode().count("data-at=")
        for each, query in ((client, ""), (signed_in(coordinator), ""), (client, "?for=public"))
    )
    assert (public, own, given) == (2, 3, 2)


def test_buttons_lead_to_briefs(client, pair):
    for name, kind, pk in (("entry", "partnership", pair.pk), ("authority", "authority", make.authority().pk)):
        assert reverse("brief", args=[kind, pk]) in client.get(reverse(name, args=[pk])).content.decode()
    assert reverse("brief", args=["group", make.group().pk]) in client.get(reverse("briefs")).content.decode()


@pytest.mark.parametrize("kind", ["partnership", "authority", "group"])
def test_queries_do_not_grow_with_what_is_told(client, django_assert_num_queries, kind):
    expected = {"partnership": 16, "authority": 15, "group": 22}[kind]
    pairs = [("Saint-Étienne", "Xuzhou"), ("Saint-Étienne", "Wuhan"), ("Saint-Étienne", "Nanjing")]
    for pair in pairs[:1]:
        entry = make.public_partnership(*pair, milestone={"what": "Visite", "date": "2019"})
    about = {"partnership": entry.pk, "authority": make.authority().pk, "group": make.group().pk}[kind]
    address = reverse("brief", args=[kind, about]) + "?with=zh"
    with django_assert_num_queries(expected):
        client.get(address)
    for pair in pairs[1:]:
        make.public_partnership(*pair, milestone={"what": "Visite", "date": "2019"})
    for year in (2020, 2021):
        make.accepted(entry, "milestone", {"what": "Visite", "date": str(year)})
    with django_assert_num_queries(expected):
        client.get(address)


# As a PDF


def fonts_of(pdf):
    """The faces its words are set in: name → whether it is in the file."""
    found = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15):
                font = pdfium.FPDFTextObj_GetFont(each.raw)
                length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = create_string_buffer(length)
                pdfium.FPDFFont_GetBaseFontName(font, name, length)
                found[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    return found


def test_a_pdf_has_both_scripts_as_text_in_faces_of_its_own(pair):
    pdf = brief_of("partnership", pair, languages=("fr", "zh-hans")).pdf()
    assert len(text_of(pdf)) == 1 and len(pdf) < 200_000  # whole faces would be twenty megabytes
    words = words_of(pdf)
    for said in ("Saint-Étienne–Xuzhou", "圣艾蒂安—徐州市", "Dernierscontacts", "最近往来", "接待青年代表团", "àrenouveler"):
        assert said in words
    fonts = fonts_of(pdf)
    assert all(fonts.values()) and {name.partition("+")[2].split("-")[0] for name in fonts} >= {
        "LibertinusSerif",
        "NotoSerifSC",
        "NotoSansSC",
    }


def test_the_same_brief_of_the_same_day_is_the_same_bytes(pair):
    assert brief_of("partnership", pair).pdf() == brief_of("partnership", pair).pdf()
    assert brief_of("partnership", pair).pdf() != brief_of("partnership", pair, today=date(2024, 6, 2)).pdf()


HOSTILE = (
    '#import "@preview/x:0.1.0": * #read("/etc/passwd") $x$ *bold* _it_ <label> @ref \\u{41} // /* ] } " <script>alert(1)</script>',
    "\u202eexe.txt\u2066 \x07\x00 tab\there \u2028 \ud83d".replace("\x00", "").replace("\ud83d", ""),
    "mot" * 300,
    "🎎 שלום عربي ᚠ 𠮷",
    "",
)


def test_hostile_text_is_printed_as_it_is(pair):
    for said in HOSTILE:
        if said:
            make.accepted(pair, "milestone", {"what": said, "date": "2020", "lang": '");#a('})
    pdf = brief_of("partnership", pair, languages=("fr", "zh-hans")).pdf()
    words = words_of(pdf)
    assert 'preview/x:0.1.0":*' in words and "<script>alert(1)</script>" in words and "*bold*" in words
    assert len(text_of(pdf)) <= 2 and "\u202e" not in words and "…" in words


def test_hostile_titles_and_names_stay_inside_the_page():
    home, partner = make.body("W" * 200), make.body('#panic("x") ' * 20)
    entry = make.partnership(home, partner)
    make.accepted(entry, of=make.document(title="T" * 400))
    pdf = brief_of("partnership", entry, languages=("fr", "zh-hans")).pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        boxes = [each.get_bounds() for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=15)]
        assert max(right for _left, _bottom, right, _top in boxes) <= page.get_width() - 17 / 25.4 * 72 + 4


def test_an_authority_of_many_ties_says_how_many_more_there_are():
    cities = [
        "Xuzhou",
        "Wuhan",
        "Nanjing",
        "Chengdu",
        "Xiamen",
        "Dalian",
        "Ningbo",
        "Hangzhou",
        "Tianjin",
        "Qingdao",
        "Harbin",
        "Suzhou",
        "Wuxi",
        "Yantai",
        "Weifang",
    ]
    for city in cities:
        make.public_partnership(
            "Saint-Étienne", city, milestone={"what": f"Une très longue visite à {city}. " * 12, "date": "2019", "lang": "fr"}
        )
    made = brief_of("authority", make.authority(), languages=("fr", "zh-hans"))
    ties = made.laid.sheets[0].sections[1]
    assert (len(ties.lines), ties.more) == (12, "et 3 de plus")
    pages = text_of(made.pdf())
    assert len(pages) <= 2 and "deplus" in "".join("".join(pages).split())


def test_the_smallest_size_of_the_fullest_brief_is_two_pages():
    """Whatever is written everywhere, at its longest."""
    text = {"text": "mot œuvre " * 40, "lang": ""}
    line = {
        "label": "l" * 14,
        "words": text | {"text": text["text"][:80]},
        "notes": [text | {"text": text["text"][:40]}] * 3,
        "warning": "à renouveler",
        "sources": "10, 11",
    }
    section = {"title": "Une section au titre long", "lines": [line], "more": "et 90 de plus"}
    sheet = {
        "lang": "fr",
        "kicker": "Fiche",
        "title": text | {"text": text["text"][:120]},
        "other_names": [],
        "banner": ["Anniversaire : " + "x " * 60],
        "sections": [section] * 10,
        "sources_title": "Sources",
        "foot": ["a", "b"],
    }
    source = {
        "number": 1,
        "words": text | {"text": text["text"][:80]},
        "detail": "19 septembre 2024 · https://exemple.fr/page…",
        "document": 0,
    }
    laid = {"title": "t", "date": "2026-01-01", "sheets": [sheet, sheet | {"lang": "zh"}], "sources": [source] * 20}
    drawn = small(Picture(Graph(ENDS, (Arc(("1", "2")),))), is_alone=True)
    assert len(text_of(typesetting.as_pdf([laid], "2026-01-01", [drawn, drawn]))) <= 2


def test_a_child_that_takes_too_long_or_too_much_is_stopped(pair, monkeypatch, client):
    made = brief_of("partnership", pair)
    monkeypatch.setattr(typesetting, "BOUNDS", Limits(memory=600 * 2**20, seconds=0.001))
    with pytest.raises(Breach):
        made.pdf()
    answer = client.get(reverse("brief_pdf", args=["partnership", pair.pk]) + "?with=en")
    assert answer.status_code == 503 and reverse("brief", args=["partnership", pair.pk]) in answer.content.decode()


def test_a_pdf_is_a_file_to_keep_with_a_name_of_its_own(pair, client, signed_in, coordinator):
    answer = client.get(reverse("brief_pdf", args=["partnership", pair.pk]) + "?with=zh")
    assert answer["Content-Disposition"] == 'attachment; filename="brief-saint-etienne-xuzhou-fr-zh.pdf"'
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    inside = signed_in(coordinator).get(reverse("brief_pdf", args=["partnership", pair.pk]) + "?with=zh")
    assert inside.content != answer.content  # nobody is handed another's


# On the command line


def test_the_command_writes_a_brief(pair, tmp_path):
    told, path = StringIO(), tmp_path / "brief.pdf"
    call_command("brief", "FR/commune/42218", lang="fr|zh", out=path, day=DAY, stdout=told)
    assert "Saint-Étienne" in told.getvalue() and "圣艾蒂安" in words_of(path.read_bytes())
    for name in (pair.key, "chine"):
        assert subject_named(name, NOBODY) is not None
    call_command("brief", str(pair.pk), kind="partnership", lang="en", out=path, reader=make.coordinator().email, stdout=told)
    assert "Lastcontacts" in words_of(path.read_bytes())


def test_the_command_says_what_takes_too_long(pair, monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "BOUNDS", Limits(memory=600 * 2**20, seconds=0.001))
    with pytest.raises(CommandError, match="FR/commune/42218"):
        call_command("brief", "FR/commune/42218", out=tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("subject", "options"),
    [
        ("FR/commune/1", {}),
        ("FR/commune/42218", {"lang": "de"}),
        ("FR/commune/42218", {"lang": "fr-zh-en"}),
        ("chine", {"reader": "x@example.org"}),
    ],
)
def test_the_command_says_what_it_does_not_know(pair, tmp_path, subject, options):
    with pytest.raises(CommandError):
        call_command("brief", subject, out=tmp_path / "x.pdf", **options)
    assert not (tmp_path / "x.pdf").exists()
