"""Briefs: what they say, and to whom."""

from dataclasses import asdict
from datetime import date

import pytest
from django.urls import reverse

from passerelles.library.actions.declaring import SourceKind
from passerelles.portal.briefs import matter, portfolio
from passerelles.portal.tests.briefs import NOBODY, brief_of, lines
from passerelles.register.actions import publish_fact
from passerelles.register.models import Entry
from passerelles.register.seeing import as_seen_by
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_french")]


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


def test_words_are_in_the_language_of_the_document_that_says_them(pair):
    chinese = make.document("寻找法国合作学校；协议。", language="zh")
    chinese.passages.update(language="")  # of a passage alone it is not known
    make.accepted(make.network(make.authority()), "wish", {"wants": "寻找法国合作学校"}, chinese)
    make.accepted(pair, "agreement", {"title": "合作协议", "signed": "2020", "until": "2026"}, chinese)
    sections = {section.title: section.lines for section in brief_of("authority", make.authority()).laid.sheets[0].sections}
    assert [(line.words.text, line.words.lang) for line in sections["Cherche"]] == [("寻找法国合作学校", "zh")]
    assert [(line.words.text, line.words.lang) for line in sections["Engagements"][:2]] == [
        ("Convention 2019-2024", ""),
        ("合作协议", "zh"),
    ]


def test_a_group_is_told_in_numbers_with_published_figures_beside_them(pair):
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    make.accepted(make.network(), "count", {"what": "partnerships", "number": 160, "hedge": "nearly"})
    make.accepted(make.network(make.authority()), "count", {"what": "partnerships", "number": 14})  # its own, no rival of the group's
    make.accepted(make.project(), "name", {"text": "Parc des bords de Loire", "lang": "fr"})
    make.accepted(make.practice(), "name", {"text": "Design urbain", "lang": "fr"})
    laid = brief_of("group", make.group()).laid
    assert lines(laid, "En chiffres") == [
        "Partenariats | 2 | jumelage\u00a02 | []",
        "En sommeil | 2 | actifs, sans preuve récente d’activité | []",
        "Collectivités\u00a0: Chine | 2 | parties à ces partenariats | []",
        "Collectivités\u00a0: France | 2 | parties à ces partenariats | []",
        "Thèmes | culture\u00a01 | []",
    ]
    assert lines(laid, "Les chiffres, tels que chaque source les donne") == ["partenariats | près de 160 | [6]"]
    assert [line.split(" | ")[0] for line in lines(laid, "Projets") + lines(laid, "Expertises et bonnes pratiques")] == [
        "Parc des bords de Loire",
        "Design urbain",
    ]


@pytest.fixture
def few_told(monkeypatch):
    """As of a group of very many: one tie is told, and one of each other kind."""
    monkeypatch.setattr(matter, "MOST_TIES", 1)
    monkeypatch.setattr(matter, "MOST_OTHERS", 1)


def test_of_very_many_some_are_told_and_all_are_counted(pair, few_told):
    make.public_partnership("Lyon", "Guangzhou", kind="agreement", milestone={"what": "Visite", "date": "2024-01"})
    make.public_partnership("Brest", "Qingdao", theme="culture")
    for name in ("Parc", "Musée"):
        make.accepted(make.project(name), "name", {"text": name, "lang": "fr"})
    laid = brief_of("group", make.group()).laid
    told = lines(laid, "En chiffres")
    assert told[0].startswith("Partenariats | 3 | jumelage\u00a02, accord\u00a01") and told[1].startswith("En sommeil | 2")
    assert "Collectivités\u00a0: France | 3 | parties à ces partenariats | []" in told and "Thèmes | culture\u00a02 | []" in told
    more = {section.title: section.more for section in laid.sheets[0].sections}
    assert (more["Les partenariats les plus vivants"], more["Projets"]) == ("et 2 de plus", "et 1 de plus")


def test_of_very_many_the_next_anniversaries_and_the_last_contacts_are_told_whoevers_they_are(pair, few_told):
    make.public_partnership("Lyon", "Guangzhou", since=1988, milestone={"what": "Ancienne visite", "date": "2012-01"})
    lively = make.public_partnership("Brest", "Qingdao", since=1986)
    make.accepted(lively, "confirmed", "2024-05-20")
    make.accepted(
        make.public_partnership("Dijon", "Dalian", since=1990), "milestone", {"what": "À venir", "date": "2030", "state": "planned"}
    )
    laid = brief_of("group", make.group()).laid
    assert lines(laid, "Les partenariats les plus vivants")[0].startswith("Brest – Qingdao")
    more = {section.title: section.more for section in laid.sheets[0].sections}
    assert (more["Derniers contacts"], more["Engagements"]) == ("", "recherchés dans le seul partenariat le plus vivant")
    told = [line.rpartition(" | ")[0] for line in lines(laid, "Derniers contacts")]
    assert told == ["3 mai 2019 | Visite du maire | Saint-Étienne – Xuzhou", "janvier 2012 | Ancienne visite | Lyon – Canton"]
    assert [words.split(",")[0] for words in laid.sheets[0].banner] == [
        "Anniversaire\u00a0: Saint-Étienne – Xuzhou",
        "Anniversaire\u00a0: Dijon – Dalian",
    ]


def test_who_sees_more_of_a_group_has_it_counted(pair, few_told, coordinator, stranger):
    inside = make.document("MARKED", visibility="group")
    for home, partner in (("Lyon", "Guangzhou"), ("Brest", "Qingdao")):
        make.accepted(make.partnership(home, partner), "kind", "agreement", of=inside)
    make.accepted(pair, "theme", "water", of=inside)
    told = {reader: lines(brief_of("group", make.group(), reader).laid, "En chiffres") for reader in (NOBODY, stranger, coordinator)}
    assert told[NOBODY] == told[stranger] and told[NOBODY][0].startswith("Partenariats | 1 | jumelage\u00a01")
    assert told[coordinator][0].startswith("Partenariats | 3 | accord\u00a02, jumelage\u00a01")
    assert "Thèmes | culture\u00a01, eau\u00a01 | []" in told[coordinator] and "Thèmes | culture\u00a01 | []" in told[NOBODY]


def test_of_ties_of_which_more_is_seen_a_few_are_looked_at_at_once_and_only_where_it_counts(pair, coordinator, monkeypatch):
    monkeypatch.setattr(portfolio, "AT_ONCE", 1)
    inside, looked_at = make.document("MARKED", visibility="group"), []
    for home, partner in (("Lyon", "Guangzhou"), ("Brest", "Qingdao")):
        make.accepted(make.partnership(home, partner), "kind", "agreement", of=inside)
    make.accepted(make.partnership("Dijon", "Dalian"), "theme", "water", of=inside)
    make.accepted(pair, "theme", "water", of=inside)
    monkeypatch.setattr(portfolio, "as_seen_by", lambda user, ties: looked_at.append(len(ties)) or as_seen_by(user, ties))
    told = portfolio.portfolio_of(Entry.objects.visible_to(coordinator).filter(kind="partnership"), coordinator, date(2026, 1, 1))
    assert (told.kinds, looked_at) == ({"agreement": 2, "twinning": 1, "": 1}, [1, 1, 1])


def test_a_group_is_the_same_in_its_brief_its_ledger_and_its_feed(client, pair):
    """Itself and all that is below it: a sub-group of a sub-group, too."""
    below = make.group("pandas", parent=make.group("sichuan", parent=make.group()))
    entry = make.partnership("Lyon", "Chengdu", of=below)
    make.accepted(entry, "movement", {"measure": "people", "low": 5, "high": 5, "soil": "FR", "date": "2020", "what": "Soigneurs"})
    for group in (make.group(), make.group("sichuan"), below):
        assert "Lyon – Chengdu" in str(asdict(brief_of("group", group).laid)), group
        ledger = reverse("reciprocity_of", args=["groups", group.pk])
        assert "Soigneurs" in client.get(f"{ledger}movements/").content.decode(), group
        assert "Lyon – Chengdu" in client.get(f"/fr/feeds/group/{group.slug}.atom").content.decode(), group


def test_two_languages_say_the_same_line_by_line(pair):
    laid = brief_of("partnership", pair, languages=("fr", "zh-hans")).laid
    french, chinese = laid.sheets
    assert (french.lang, chinese.lang, chinese.title.text) == ("fr", "zh", "圣艾蒂安—徐州市")
    shape = [[(line.sources, bool(line.label)) for line in section.lines] for section in french.sections]
    assert shape == [[(line.sources, bool(line.label)) for line in section.lines] for section in chinese.sections]
    assert lines(laid, "承诺事项", 1)[1] == "2025年4月 | 接待青年代表团 | [2]"
    assert lines(laid, "Engagements")[1] == "avril 2025 | 接待青年代表团 | [2]"


def test_a_declaration_is_named_as_one(pair):
    of = make.document("Saint-Étienne déclare…", visibility="group")
    type(of.source).objects.filter(pk=of.source_id).update(kind=SourceKind.DECLARATION, organisation=make.authority(make.HOME))
    claim = make.accepted(pair, "confirmed", "2024-05-02", of)
    type(claim).objects.filter(pk=claim.pk).update(visibility="public")
    laid = brief_of("partnership", pair).laid
    assert lines(laid, "Derniers contacts")[0].startswith("2 mai 2024 | confirmé par l’une des parties")
    assert "Déclaré par Saint-Étienne" in [source.words.text for source in laid.sources]
    both = brief_of("partnership", pair, languages=("fr", "zh-hans")).laid
    assert "Déclaré par Saint-Étienne / 圣艾蒂安申报" in [source.words.text for source in both.sources]


def test_the_date_of_a_source_is_said_in_each_language_of_a_brief(pair):
    of = make.document("Un dîner.", published="2019-11-08")
    make.accepted(pair, "milestone", {"what": "dîner", "date": "2019-11-08"}, of)
    told = [source.detail.split(" · ")[0] for source in brief_of("partnership", pair, languages=("fr", "zh-hans")).laid.sources]
    assert "8 novembre 2019 / 2019年11月8日" in told


# Who may read what


def test_what_is_not_public_is_for_its_own_people(pair, coordinator):
    of = make.document("MARKED", title="MARKED minutes", visibility="group")
    make.accepted(pair, "milestone", {"what": "MARKED dinner", "date": "2023"}, of)
    make.doubt(of, entry=pair)
    public = asdict(brief_of("partnership", pair).laid)
    inside = brief_of("partnership", pair, coordinator).laid
    assert not [hidden for hidden in ("MARKED", "Questions ouvertes", "Laquelle") if hidden in str(public)]
    assert lines(inside, "Derniers contacts")[0].startswith("2023 | MARKED dinner")
    assert [line.split(" | ")[0] for line in lines(inside, "Questions ouvertes")] == ["Laquelle ?"]
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
