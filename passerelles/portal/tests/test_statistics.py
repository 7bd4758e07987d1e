"""Figures: each opens the list that it counts, is of public entries alone, and costs the same whatever the register holds."""

import re
from datetime import date

import pytest
from django.utils import timezone

from passerelles.people.models import Group
from passerelles.portal.queries.statistics import CHARTS, chart, kept, statistics
from passerelles.register.actions import confirm
from passerelles.register.models import Entry, EntryFacet, Tally
from passerelles.register.tallying import recount
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_french")]
TODAY = timezone.localdate()
COUNT = re.compile(r'<p class="count">(?:Plus de )?(\d+)')


@pytest.fixture
def register():
    make.public_partnership(theme="culture", milestone={"what": "Visite", "date": f"{TODAY.year}-01"})
    make.public_partnership("Lyon", "Guangzhou", since=TODAY.year - 30, theme="water")
    make.public_partnership("Brest", "Qingdao", since=TODAY.year - 20, state="ended")
    make.public_partnership("FR/region/84", "CN/province/310000", since=None, state="wished")
    make.accepted(make.office("Lyon", "Guangzhou"), "state", "active")
    make.accepted(make.project(), "theme", "urban")


def numbers_of(found):
    return {bar.key: bar.numbers for bar in found.bars}


def listed(client, address):
    """How many entries, or authorities, a list says it has."""
    text = client.get(address).content.decode()
    said = COUNT.search(text)
    return int(said[1]) if said else 0


@pytest.mark.parametrize("name", CHARTS)
def test_each_number_opens_the_list_it_counts(client, register, name):
    found = chart(name, kept())
    assert found.bars
    for bar in found.bars:
        for number, address in bar.cells:
            assert address and listed(client, address.replace("/en/", "/fr/")) == number, (bar.label, address)
        if len(bar.addresses) > len(bar.numbers):
            assert listed(client, bar.whole) == bar.total, bar.label


def test_the_numbers_at_the_head_open_their_lists_too(client, register):
    page = statistics()
    for figure in (*page.figures, page.authorities):
        assert listed(client, figure.address) == figure.number, figure.name
    assert page.authorities.number == 8


def test_what_sleeps_what_is_alive_and_what_is_wished_are_told_apart(register):
    assert numbers_of(chart("states", kept())) == {"awake": (1,), "dormant": (1,), "wished": (1,), "ended": (1,)}
    assert numbers_of(chart("regions", kept()))["FR/region/84"] == (1, 1, 1, 0)


def test_a_network_of_other_countries_has_charts_of_their_regions(register):
    Group.objects.update(home="CN", partner="VN")
    first, second = chart("regions", kept()), chart("provinces", kept())
    assert {bar.key[:2] for bar in first.bars} == {"CN"} and second.bars == ()
    assert second.title == "Partenariats par région\u00a0: Viêt Nam"


def test_what_never_had_a_proof_is_longest_without_and_the_list_is_what_the_number_counts(client, register):
    make.public_partnership("Nantes", "Qingdao", since=1999, milestone={"what": "Visite", "date": "2010-05"})
    page = statistics()
    assert [(str(entry), entry.last_proof) for entry in page.sleepiest] == [
        ("Lyon – Canton", None),
        ("Nantes – Qingdao", date(2010, 5, 1)),
    ]
    assert page.asleep.number == len(page.sleepiest) == listed(client, page.asleep.address)


def test_ties_add_up_over_the_years_and_those_without_a_year_are_said(register):
    found = chart("evolution", kept())
    assert [bar.numbers[-1] for bar in found.bars] == [1, 2, 3] and found.note.endswith("1.")


def test_confirmations_say_how_representative_it_is(client, register):
    group, officer = make.group(), make.officer()
    type(group).objects.update(accepts_declarations=True)
    entry = make.partnership()
    entry.refresh_from_db()
    assert statistics().confirmed.number == 0
    confirm(entry, by=officer, organisation=make.authority())
    page = statistics()
    assert (page.confirmed.number, page.confirmed_entries.number) == (1, 1)
    assert listed(client, page.confirmed.address) == 1 and listed(client, page.confirmed_entries.address) == 1


def test_anniversaries_of_active_ties_are_told_with_their_list(client, register):
    [jubilee] = [each for each in statistics().jubilees if each.year == TODAY.year and each.years == 30]
    assert (jubilee.number, [str(entry) for entry in jubilee.entries]) == (
        1,
        [str(entry) for entry in Entry.objects.filter(since=TODAY.year - 30)],
    )
    assert listed(client, jubilee.address) == 1


def test_an_ended_tie_has_no_anniversary(register):
    assert all(str(entry) != "Brest – Qingdao" for each in statistics().jubilees for entry in each.entries)


def test_rival_published_figures_stand_beside_the_registers_own_with_their_sentences(client, register):
    for year, number, words in (("2018", 58, "Le réseau compte 58 collectivités."), ("2026", 70, "Plus de 70 collectivités.")):
        of = make.document(words, published=year, title=f"Bilan {year}")
        make.accepted(make.network(), "count", {"what": "authorities", "side": "FR", "number": number, "as_of": year}, of=of)
    make.accepted(make.network(), "count", {"what": "participants", "number": 12})
    text = client.get("/fr/statistics/").content.decode()
    assert [each.said.value.number for each in statistics().published] == [70, 58]
    assert "Le réseau compte 58 collectivités." in text and "Bilan 2026" in text
    assert all([own.number for own in each.own] == [4] for each in statistics().published)
    for title in ("Date", "Publié", "Le registre aujourd’hui"):  # on a phone, where the columns' titles are not seen
        assert text.count(f'<td data-title="{title}">') == 2
    assert text.count("Collectivités\u00a0: France 4</a>") == 2 and "celles que lient ses partenariats" in text  # what is counted here


def test_a_published_figure_says_of_which_network_and_in_which_document_it_is(client, register):
    asia = make.group("asie", name={"fr": "Groupe Asie"})
    for of, number in ((make.group(), 19), (asia, 91)):
        said = make.document(f"{number} collectivités.", title=f"Compte rendu {number}", group=of)
        make.accepted(make.network(of, of), "count", {"what": "authorities", "side": "FR", "number": number}, of=said)
    text = re.sub(r"<[^>]+>", "", client.get("/fr/statistics/").content.decode())
    assert "Groupe Asie · Compte rendu 91" in text and "Groupe chine · Compte rendu 19" in text


def test_the_share_stands_in_its_sentence(client, register):
    text = re.sub(r"<[^>]+>", "", client.get("/en/statistics/").content.decode())
    assert "for 8 authorities in the register (0%)." in text


def test_members_see_the_numbers_that_everybody_sees(client, signed_in, coordinator, register):
    make.accepted(make.partnership("Nantes", "Qingdao"), "kind", "contact", of=make.document("Nantes.", visibility="network"))
    page = signed_in(coordinator).get("/fr/statistics/").content.decode()
    assert re.findall(r"<strong>([^<]*)", page) == re.findall(r"<strong>([^<]*)", client.get("/fr/statistics/").content.decode())


def test_without_anything_public_the_page_says_so(client):
    text = client.get("/fr/statistics/").content.decode()
    assert 'class="empty"' in text and 'class="chart"' not in text


def test_every_chart_is_to_be_taken_as_svg_png_and_csv(client, register):
    kinds = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}
    for form, kind in kinds.items():
        answer = client.get(f"/zh-hans/statistics/regions.{form}")
        assert answer.status_code == 200 and answer["Content-Type"] == kind
    rows = client.get("/fr/statistics/themes.csv").content.decode("utf-8-sig").splitlines()
    assert rows == ["Thème,,partenariats", "culture,culture,1", "eau,water,1"]
    assert client.get("/fr/map.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["nothing.svg", "themes.exe", "themes.pdf"])
def test_what_is_no_chart_is_not_found(client, path):
    assert client.get(f"/fr/statistics/{path}").status_code == 404


@pytest.mark.parametrize("ties", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_there_is(client, django_assert_num_queries, ties):
    for home, partner in [("Lyon", "Guangzhou"), ("Brest", "Qingdao"), ("Tours", "Luoyang")][:ties]:
        make.public_partnership(home, partner, since=TODAY.year - 10)
    with django_assert_num_queries(12):
        client.get("/fr/statistics/")


def test_no_visit_counts_entries_or_their_facets(client, register):
    from django.db import connection

    seen = []
    with connection.execute_wrapper(lambda run, sql, *rest: (seen.append(sql), run(sql, *rest))[1]):
        client.get("/fr/statistics/")
    assert not [sql for sql in seen if EntryFacet._meta.db_table in sql or ("COUNT(" in sql and Entry._meta.db_table in sql)]


def test_kept_numbers_follow_every_verdict_and_are_what_counting_anew_gives(register):
    before = sorted(Tally.objects.filter(number__gt=0).values_list("kind", "name", "value", "number"))
    recount()
    assert sorted(Tally.objects.filter(number__gt=0).values_list("kind", "name", "value", "number")) == before


def test_an_authority_is_counted_while_it_has_a_public_entry(coordinator):
    from passerelles.register.actions import reject

    claim = make.accepted(make.partnership("Tours", "Luoyang"), "kind", "contact")
    assert kept().authorities == 2
    make.accepted(make.partnership("Tours", "Xuzhou"), "kind", "contact")
    assert kept().authorities == 3
    reject(claim, by=make.coordinator())
    assert kept().authorities == 2  # Tours stays, by its other tie
