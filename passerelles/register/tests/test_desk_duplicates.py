"""Entries that may be one: offered with reasons, compared, merged or kept apart, split again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from passerelles.people.models import Group
from passerelles.register import keys
from passerelles.register.actions import Identity, entry_of, keep_apart, merge, split
from passerelles.register.models import Entry, EntryKind, Merge
from passerelles.register.queries import duplicates
from passerelles.register.queries.duplicates import likely_duplicates
from tests import make

pytestmark = pytest.mark.django_db


def said(entry: Entry, name: str, value) -> Entry:
    make.claim(entry, name, value)
    return entry


def pair(home: str, partner: str = "Hangzhou") -> Entry:
    return said(make.partnership(home, partner), "kind", "cooperation")


def occasion(kind: str, where: str, starts: str, name: str = "Rencontre", ends: str = "") -> Entry:
    place = make.place(where)
    entry = entry_of(Identity(EntryKind.OCCASION, keys.occasion(kind, place.key, starts[:4]), (), {"fr": name}), make.group())
    for each, value in (("place", place.key), ("starts", starts), ("ends", ends)):
        if value:
            make.claim(entry, each, value)
    return entry


def network(of) -> Entry:
    return said(make.network(of), "activity", "Des échanges.")


def found(*entries: Entry) -> list[set[str]]:
    groups = list(Group.objects.all())
    return [{each.one.key, each.other.key} for each in likely_duplicates(groups, make.administrator())]


CASES = [
    # (what, entries that may be one, or not)
    ("a city and its métropole with one partner", lambda: (pair("Nice"), pair("Métropole Nice Côte d'Azur")), True),
    ("a city and its région with one partner", lambda: (pair("Nice"), pair("Provence-Alpes-Côte d'Azur")), True),
    ("two cities of one région with one partner", lambda: (pair("Nice"), pair("Cannes")), False),
    ("a city and its région with two partners", lambda: (pair("Nice"), pair("Provence-Alpes-Côte d'Azur", "Wuhan")), False),
    ("a partner and the province around it", lambda: (pair("Nice", "Hangzhou"), pair("Nice", "Zhejiang")), True),
    ("an authority and a body of its name", lambda: (network(make.authority("Bretagne")), network(make.body("Région Bretagne"))), True),
    ("two bodies of different names", lambda: (network(make.body("AFD")), network(make.body("Région Bretagne"))), False),
    ("practices of nearly one name", lambda: (_practice("Design urbain"), _practice("Le design urbain durable")), True),
    ("practices of two names", lambda: (_practice("Design urbain"), _practice("Gestion de l'eau")), False),
    (
        "occasions of one kind on one day",
        lambda: (occasion("seminar", "Beijing", "2024-06-04"), occasion("seminar", "Guizhou", "2024-06-04")),
        True,
    ),
    (
        "occasions of two kinds with the same days",
        lambda: (
            occasion("forum", "Beijing", "2024-06-04", "A", "2024-06-07"),
            occasion("seminar", "Guizhou", "2024-06-04", "B", "2024-06-07"),
        ),
        True,
    ),
    (
        "occasions of two kinds begun on one day",
        lambda: (occasion("forum", "Wuhan", "2024-06-04", "A"), occasion("seminar", "Caen", "2024-06-04", "B")),
        False,
    ),
    (
        "a day in the month of the other, in the same place",
        lambda: (occasion("forum", "Wuhan", "2024-06-04"), occasion("forum", "Hubei", "2024-06")),
        True,
    ),
    (
        "two days apart, in the same place",
        lambda: (occasion("forum", "Wuhan", "2024-06-04", "A"), occasion("forum", "Hubei", "2024-09-04", "B")),
        False,
    ),
]


def _practice(name: str) -> Entry:
    return said(make.practice(name=name), "description", "Une pratique.")


@pytest.mark.parametrize(("what", "entries", "may_be_one"), CASES, ids=[case[0] for case in CASES])
def test_what_may_be_one(what, entries, may_be_one):
    one, other = entries()
    assert found() == ([{one.key, other.key}] if may_be_one else [])


def test_each_pair_says_why():
    for home in ("Nice", "Métropole Nice Côte d'Azur"):
        pair(home)
    reasons = likely_duplicates(list(Group.objects.all()), make.administrator())[0].reasons
    assert len(reasons) == 2
    assert all("Nice" in reason or "Hangzhou" in reason for reason in reasons)


@pytest.mark.parametrize("decide", [merge, keep_apart, lambda a, b, by: split(merge(a, b, by=by), by=by)])
def test_a_pair_somebody_decided_on_is_not_offered_again(decide):
    decide(pair("Nice"), pair("Métropole Nice Côte d'Azur"), by=make.coordinator())
    assert found() == []


def test_an_entry_nothing_is_said_of_and_one_of_another_group_are_not_offered():
    pair("Nice")
    make.partnership("Métropole Nice Côte d'Azur", "Hangzhou")
    said(make.partnership("Provence-Alpes-Côte d'Azur", "Hangzhou", make.group("vietnam")), "since", 1984)
    assert likely_duplicates([make.group()], make.administrator()) == []


def test_the_cost_is_bounded(monkeypatch):
    """With more entries than are looked at, the youngest are still compared with those beside them; what too many share says nothing."""
    old = pair("Nice")
    for name in ("Angers", "Caen", "Rennes"):
        pair(name, "Wuhan")
    young = pair("Métropole Nice Côte d'Azur")
    monkeypatch.setattr(duplicates, "YOUNGEST", 1)
    assert found() == [{old.key, young.key}]
    monkeypatch.setattr(duplicates, "MOST", 1)
    assert found() == []


def test_many_entries_of_one_kind_hide_no_pair_of_another(monkeypatch):
    one, other = network(make.authority("Bretagne")), network(make.body("Région Bretagne"))
    monkeypatch.setattr(duplicates, "YOUNGEST", 2)
    for name in ("Angers", "Caen", "Rennes"):
        pair(name, "Wuhan")
    assert found() == [{one.key, other.key}]


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_as_many_queries_for_one_pair_as_for_three(count):
    for partner in ("Hangzhou", "Wuhan", "Luoyang")[:count]:
        for home in ("Nice", "Métropole Nice Côte d'Azur"):
            pair(home, partner)
    groups, who = list(Group.objects.all()), make.administrator()
    with CaptureQueriesContext(connection) as seen:
        assert len(likely_duplicates(groups, who)) == count
    assert len(seen) == 13  # two of them ask who looks


# --- The pages


def test_two_entries_are_compared_side_by_side(coordinator, signed_in):
    one, other = pair("Nice"), pair("Métropole Nice Côte d'Azur")
    make.claim(other, "since", 1998)
    page = html.fromstring(signed_in(coordinator).get(reverse("desk_compare", args=[one.pk, other.pk])).content.decode())
    rows = [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in page.xpath("//tbody/tr")]
    assert [row[2].split()[0] for row in rows if len(row) == 3][1] == "1998"
    assert page.xpath("count(//tr[@class='same'])") == 1
    assert len(page.xpath("//ul[@class='reasons']/li")) == 2


@pytest.mark.parametrize("kept", [0, 1])
def test_merging_keeps_the_chosen_one_and_splitting_gives_both_back(kept, coordinator, signed_in):
    entries, client = [pair("Nice"), pair("Métropole Nice Côte d'Azur")], signed_in(coordinator)
    address = reverse("desk_compare", args=[entries[0].pk, entries[1].pk])
    client.post(address, {"into": entries[kept].pk, "reason": "the same"})
    made = Merge.objects.get()
    assert (made.survivor, made.absorbed, made.reason) == (entries[kept], entries[1 - kept], "the same")
    client.post(reverse("desk_split", args=[made.pk]))
    made.refresh_from_db()
    assert made.undone_by == coordinator


def test_two_entries_are_said_to_be_two(coordinator, signed_in):
    one, other = pair("Nice"), pair("Métropole Nice Côte d'Azur")
    signed_in(coordinator).post(reverse("desk_compare", args=[one.pk, other.pk]), {"into": "", "reason": "two agreements"})
    assert Merge.objects.get().undone_at
    assert found() == []


def test_what_cannot_be_merged_is_told_and_the_page_stays(coordinator, signed_in):
    one, other = pair("Nice"), _practice("Design urbain")
    response = signed_in(coordinator).post(reverse("desk_compare", args=[one.pk, other.pk]), {"into": one.pk})
    assert response.status_code == 200
    assert html.fromstring(response.content.decode()).xpath("//*[@id='messages']/p")


def test_a_merge_undone_by_another_meanwhile_is_told(coordinator, signed_in):
    made = merge(pair("Nice"), pair("Métropole Nice Côte d'Azur"), by=coordinator)
    split(made, by=coordinator)
    response = signed_in(coordinator).post(reverse("desk_split", args=[made.pk]), follow=True)
    assert html.fromstring(response.content.decode()).xpath("//*[@id='messages']/p")


@pytest.mark.parametrize("who", ["officer", "observer", "stranger"])
def test_nobody_else_compares_merges_or_splits(who, signed_in):
    one, other = pair("Nice"), pair("Métropole Nice Côte d'Azur")
    made = merge(one, other, by=make.coordinator())
    client = signed_in(getattr(make, who)())
    for address in (reverse("desk_compare", args=[one.pk, other.pk]), reverse("desk_split", args=[made.pk])):
        assert client.post(address, {"into": one.pk}).status_code == 403


def test_entries_of_another_group_are_neither_compared_nor_split(coordinator, signed_in):
    other = make.group("vietnam")
    one, two = make.partnership("Nice", of=other), make.partnership("Cannes", of=other)
    made = merge(one, two, by=make.coordinator(other))
    client = signed_in(coordinator)
    assert client.get(reverse("desk_compare", args=[one.pk, two.pk])).status_code == 403
    assert client.post(reverse("desk_split", args=[made.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("desk_merges", 10), ("desk_duplicates", 16)])
def test_the_lists_cost_as_many_queries_with_one_row_as_with_three(name, most, count, coordinator, signed_in):
    for partner in ("Hangzhou", "Wuhan", "Luoyang")[:count]:
        one, other = pair("Nice", partner), pair("Métropole Nice Côte d'Azur", partner)
        if name == "desk_merges":
            merge(one, other, by=coordinator)
    client = signed_in(coordinator)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse(name))
    assert len(seen) == most


def test_what_a_private_document_alone_says_is_offered_to_whoever_brought_it_only(coordinator, signed_in):
    paper = make.document("secret", visibility="private", brought_by=coordinator)
    one, other = make.project("Parc Ultrasecret des bords de Loire"), make.project("Parc Ultrasecret des bords de la Loire")
    for entry in (one, other):
        make.accepted(entry, "since", 1987, paper, by=coordinator)
    addresses = [reverse("desk"), reverse("desk_duplicates"), reverse("desk_compare", args=[one.pk, other.pk])]
    for who, is_shown in ((coordinator, True), (make.coordinator(email="second@example.org"), False)):
        shown = [signed_in(who).get(address).content.decode() for address in addresses]
        assert [("Ultrasecret" in page) is is_shown for page in shown] == [True] * 3
    merge(one, other, by=coordinator)
    assert "Ultrasecret" not in signed_in(make.user("second@example.org")).get(reverse("desk_merges")).content.decode()


@pytest.mark.parametrize(("is_one", "told"), [(True, "Merged: “Nice – Hangzhou” now"), (False, "They stay two")])
def test_what_was_decided_of_two_entries_is_told(coordinator, signed_in, is_one, told):
    one, other = make.partnership("Nice", "Hangzhou"), make.partnership("Métropole Nice Côte d'Azur", "Hangzhou")
    for entry in (one, other):
        make.claim(entry)
    address = f"/en{reverse('desk_compare', args=[one.pk, other.pk])[3:]}"
    page = signed_in(coordinator).post(address, {"into": one.pk if is_one else ""}, follow=True).text
    assert told in page and "/en/desk/duplicates/" in page
