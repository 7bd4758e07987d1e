"""Briefs: what they say, to whom, and that the PDF is a good one."""

from ctypes import create_string_buffer
from dataclasses import asdict
from datetime import date
from io import StringIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.limits import Breach, Limits
from passerelles.library.actions.declaring import SourceKind
from passerelles.portal import typesetting
from passerelles.portal.briefs import Brief, find_subject, subject_named
from passerelles.register.actions import publish_fact
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def in_french():
    """Whatever language the last page of another test was in."""
    with override("fr"):
        yield


def brief_of(kind, about, user=NOBODY, languages=("fr",), today=DAY):
    return Brief.of(find_subject(kind, about.pk, user), user, languages, today)


def lines(laid, title, sheet=0):
    """The lines of a section as words: label, text, notes, warning, sources."""
    found = [section for section in laid.sheets[sheet].sections if section.title == title]
    return [
        " | ".join(filter(None, [line.label, line.words.text, *(note.text for note in line.notes), line.warning, f"[{line.sources}]"]))
        for section in found
        for line in section.lines
    ]


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words_of(pdf):
    """All its text, however its lines are broken."""
    return "".join("".join(text_of(pdf)).replace("\ufffe", "").split())


@pytest.fixture
def pair():
    """A twinning of 1984 with a milestone, an agreement, a promise kept by nobody and one ahead."""
    of = make.document("Saint-Étienne et Xuzhou, depuis 1984.", title="Bilan 2021", published="2021-12")
    says = {"theme": "culture", "milestone": {"what": "Visite du maire", "date": "2019-05-03", "lang": "fr"}}
    entry = make.public_partnership(**says)
    for value in (
        {"what": "Envoyer deux jardiniers", "date": "2022", "state": "planned", "lang": "fr"},
        {"what": "接待青年代表团", "date": "2025-04", "state": "planned", "lang": "zh"},
    ):
        make.accepted(entry, "milestone", value, of)
    make.accepted(entry, "agreement", {"title": "Convention 2019-2024", "signed": "2019-05", "until": "2024-12"}, of)
    entry.refresh_from_db()
    return entry


# What a brief says


def test_a_partnership_is_told_with_its_sources(pair):
    laid = brief_of("partnership", pair).laid
    assert laid.title == "Saint-Étienne – Xuzhou"
    facts = lines(laid, "En bref")
    assert facts[0] == "Nature | jumelage | [1]" and "Depuis | 1984 | [1]" in facts
    assert lines(laid, "Derniers contacts") == ["3 mai 2019 | Visite du maire | [1]"]
    assert [source.words.text for source in laid.sources][1] == "Bilan 2021"
    assert laid.sources[1].detail == "décembre 2021"


def test_what_was_promised_says_what_is_to_renew_and_what_nobody_has_done(pair):
    assert lines(brief_of("partnership", pair).laid, "Engagements") == [
        "Accord | Convention 2019-2024 | signé\u00a0: mai 2019 | valable jusqu’à\u00a0: décembre 2024 | à renouveler | [2]",
        "avril 2025 | 接待青年代表团 | [2]",
        "2022 | Envoyer deux jardiniers | aucune source ne dit que c’est fait | [2]",
    ]
    after = lines(brief_of("partnership", pair, today=date(2025, 2, 1)).laid, "Engagements")
    assert "a pris fin" in after[0]


@pytest.mark.parametrize(("today", "told"), [(date(2024, 6, 1), ("Anniversaire\u00a0: 40 ans, 2024",)), (date(2026, 1, 1), ())])
def test_an_anniversary_of_this_year_stands_at_the_head(pair, today, told):
    assert brief_of("partnership", pair, today=today).laid.sheets[0].banner == told


def test_an_anniversary_that_is_over_is_told_until_the_year_ends(pair):
    make.accepted(pair, "milestone", {"what": "Signature", "date": "1984-03-02", "lang": "fr"})
    assert brief_of("partnership", pair, today=date(2024, 12, 30)).laid.sheets[0].banner == (
        "Anniversaire\u00a0: 40 ans, 2 mars 1984".replace("1984", "2024"),
    )


def test_rivals_stand_side_by_side(pair):
    make.accepted(pair, "since", 1985)
    told = [line for line in lines(brief_of("partnership", pair).laid, "En bref") if line.startswith("Depuis")]
    assert len(told) == 2 and all("les sources se contredisent" in line for line in told)


def test_an_authority_is_told_with_its_ties_offices_wishes_and_those_of_its_territory():
    make.public_partnership("FR/region/84", "Shanghai", since=1986)
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    office = make.office("FR/region/84", "Shanghai")
    make.accepted(office, "place", make.place("Shanghai").key)
    make.accepted(make.network(make.authority("FR/region/84")), "wish", {"wants": "un partenaire pour ses lycées"})
    laid = brief_of("authority", make.authority("FR/region/84")).laid
    assert [line.split(" | ")[0] for line in lines(laid, "Partenariats")] == ["Shanghai"]
    assert [line.split(" | ")[0] for line in lines(laid, "Sur son territoire")] == ["Lyon – Canton"]
    assert lines(laid, "Bureaux de représentation")[0].startswith("Auvergne-Rhône-Alpes → Shanghai")
    assert lines(laid, "Cherche")[0].startswith("un partenaire pour ses lycées")
    assert "Code officiel | 84 | []" in lines(laid, "En bref")


def test_a_group_is_told_in_numbers_with_published_figures_beside_them(pair):
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    make.accepted(make.network(), "count", {"what": "partnerships", "number": 160, "hedge": "nearly"})
    laid = brief_of("group", make.group()).laid
    assert lines(laid, "En chiffres")[0] == "Partenariats | 2 | jumelage 2 | []"
    assert lines(laid, "Les chiffres, tels que chaque source les donne") == ["partenariats | près de 160 | [4]"]


def test_two_languages_say_the_same_line_by_line(pair):
    laid = brief_of("partnership", pair, languages=("fr", "zh-hans")).laid
    french, chinese = laid.sheets
    assert (french.lang, chinese.lang, chinese.title.text) == ("fr", "zh", "圣艾蒂安—徐州市")
    shape = [[(line.sources, bool(line.label)) for line in section.lines] for section in french.sections]
    assert shape == [[(line.sources, bool(line.label)) for line in section.lines] for section in chinese.sections]
    assert lines(laid, "承诺事项", 1)[1] == "2025年4月 | 接待青年代表团 | [2]"
    assert lines(laid, "Engagements")[1] == "avril 2025 | 接待青年代表团 | [2]"


# Who may read what


def test_what_is_not_public_is_for_its_own_people(pair, coordinator):
    of = make.document("MARKED", title="MARKED minutes", visibility="group")
    make.accepted(pair, "milestone", {"what": "MARKED dinner", "date": "2023"}, of)
    make.doubt(of, entry=pair)
    public = asdict(brief_of("partnership", pair).laid)
    inside = brief_of("partnership", pair, coordinator).laid
    assert "MARKED" not in str(public) and "Open questions" not in str(public) and "Laquelle" not in str(public)
    assert lines(inside, "Derniers contacts")[0].startswith("2023 | MARKED dinner")
    assert lines(inside, "Questions ouvertes") == ["Laquelle ? | [4]"] or "Laquelle" in str(asdict(inside))
    assert "publique" in public["sheets"][0]["foot"][1] and "membres" in inside.sheets[0].foot[1]


def test_a_fact_that_was_opened_gives_no_name_to_its_document(pair, coordinator):
    of = make.document("MARKED", title="MARKED title", visibility="group")
    publish_fact(make.accepted(pair, "until", "2031-05", of=of), by=coordinator)
    laid = brief_of("partnership", pair).laid
    assert "2031" in str(laid) and "MARKED" not in str(laid)
    assert "Un document du réseau" in [source.words.text for source in laid.sources]


def test_who_sees_nothing_of_a_subject_gets_no_brief_of_it(client, signed_in, coordinator):
    hidden = make.partnership("Lyon", "Guangzhou")
    make.accepted(hidden, of=make.document(visibility="group"))
    for kind, pk in (("partnership", hidden.pk), ("authority", make.authority("Lyon").pk), ("group", make.group().pk)):
        for name in ("brief", "brief_pdf"):
            assert client.get(reverse(name, args=[kind, pk])).status_code == 404
        inside = signed_in(coordinator)
        assert inside.get(reverse("brief", args=[kind, pk])).status_code == 200
        assert inside.get(reverse("brief", args=[kind, pk]) + "?for=public").status_code == 404
    assert client.get(reverse("brief", args=["occasion", hidden.pk])).status_code == 404


def test_who_has_an_account_and_no_role_reads_the_public_version(pair, stranger, coordinator):
    said = {reader: str(asdict(brief_of("partnership", pair, reader).laid)) for reader in (stranger, coordinator)}
    assert (
        "membres du réseau" not in said[stranger]
        and "membres du réseau" in said[coordinator]
        and said[stranger] == str(asdict(brief_of("partnership", pair).laid))
    )
    assert said[stranger] != said[coordinator]


def test_a_member_can_take_the_public_version_along(pair, signed_in, coordinator):
    make.accepted(pair, "milestone", {"what": "MARKED dinner", "date": "2023"}, make.document(visibility="group"))
    address = reverse("brief", args=["partnership", pair.pk])
    client = signed_in(coordinator)
    assert "MARKED" in client.get(address).content.decode()
    assert "MARKED" not in client.get(address + "?for=public").content.decode()


# As a page


def test_a_page_shows_it_alone_or_beside_another_language(client, pair):
    address = reverse("brief", args=["partnership", pair.pk])
    alone, beside = (client.get(address + query).content.decode() for query in ("", "?with=zh"))
    assert "承诺事项" not in alone and "承诺事项" in beside and 'lang="zh-Hans"' in beside
    assert f"{reverse('brief_pdf', args=['partnership', pair.pk])}?with=zh" in beside
    assert "columns-1" in client.get(address + "?with=fr").content.decode()  # beside itself it is one
    assert "columns-1" in client.get(address + "?with=<script>").content.decode()


def test_buttons_lead_to_briefs(client, pair):
    for name, kind, pk in (("entry", "partnership", pair.pk), ("authority", "authority", make.authority().pk)):
        assert reverse("brief", args=[kind, pk]) in client.get(reverse(name, args=[pk])).content.decode()
    assert reverse("brief", args=["group", make.group().pk]) in client.get(reverse("briefs")).content.decode()


@pytest.mark.parametrize("kind", ["partnership", "authority", "group"])
def test_queries_do_not_grow_with_what_is_told(client, django_assert_num_queries, kind):
    expected = {"partnership": 14, "authority": 13, "group": 15}[kind]
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
    assert len(text_of(typesetting.as_pdf([laid], "2026-01-01"))) <= 2


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


def test_a_declaration_is_named_as_one(pair):
    of = make.document("Saint-Étienne déclare…", visibility="group")
    type(of.source).objects.filter(pk=of.source_id).update(kind=SourceKind.DECLARATION)
    claim = make.accepted(pair, "confirmed", "2024-05-02", of)
    type(claim).objects.filter(pk=claim.pk).update(visibility="public")
    laid = brief_of("partnership", pair).laid
    assert lines(laid, "Derniers contacts")[0].startswith("2 mai 2024 | confirmé par l’une des parties")
    assert "Déclaré par l’organisme" in [source.words.text for source in laid.sources]
