"""Linking: the same key is the same entry; a city beside its métropole, a pair beside one of another level, is a question."""

import pytest

from passerelles.register.models import Claim, Doubt, Entry
from passerelles.register.reading.linking import neighbours
from tests import make

pytestmark = pytest.mark.django_db
NICE, METROPOLE, PACA = "FR/commune/06088", "FR/epci/200030195", "FR/region/93"
HANGZHOU, ZHEJIANG, NINGBO = "CN/prefecture/330100", "CN/province/330000", "CN/prefecture/330200"


def read(home, partner, text="Nice coopère avec Hangzhou.", **says):
    document = make.document(text)
    make.reading(document, partnerships=[make.tie(document, home, partner, **(says or {"kind": "cooperation"}))])
    return document


@pytest.mark.parametrize(
    ("known", "new", "asked"),
    [
        ((METROPOLE, HANGZHOU), (NICE, HANGZHOU), True),  # a city and its métropole
        ((NICE, HANGZHOU), (METROPOLE, HANGZHOU), True),
        ((PACA, HANGZHOU), (NICE, HANGZHOU), True),  # and its région
        ((NICE, ZHEJIANG), (NICE, HANGZHOU), True),  # the same on the other side
        ((NICE, NINGBO), (NICE, HANGZHOU), False),  # two cities of one province are two partners
        (("FR/commune/83137", HANGZHOU), (NICE, HANGZHOU), False),  # two cities of one région, too
        ((METROPOLE, ZHEJIANG), (NICE, HANGZHOU), False),  # nothing in common but the neighbourhood
        ((NICE, HANGZHOU), (NICE, HANGZHOU), False),  # the same pair is the same entry
    ],
)
def test_a_pair_beside_one_of_another_level_is_asked_about(known, new, asked):
    make.accepted(make.partnership(*known))
    document = read(*new)
    doubts = document.doubts.filter(about="partner")
    assert doubts.exists() == asked
    assert Claim.objects.from_document(document).filter(is_disputed=True).exists() == asked
    if asked:
        assert doubts.get().suggestions == [make.partnership(*known).key]


def test_a_level_doubt_names_the_pairs_in_every_language():
    make.accepted(make.partnership(METROPOLE, HANGZHOU))
    read(NICE, HANGZHOU)
    assert set(Doubt.objects.get().reason) == {"fr", "zh", "en"}
    assert all("Hangzhou" in words or "杭州" in words for words in Doubt.objects.get().reason.values())


def test_a_pair_that_was_accepted_is_not_asked_about_again():
    make.accepted(make.partnership(METROPOLE, HANGZHOU))
    make.accepted(make.partnership(NICE, HANGZHOU))
    assert not read(NICE, HANGZHOU).doubts.exists()


def test_the_same_pair_said_by_two_documents_is_one_entry():
    documents = [read(NICE, HANGZHOU), read(NICE, HANGZHOU, "尼斯与杭州是友好城市。", kind="twinning")]
    [entry] = Entry.objects.all()
    assert {claim.source for claim in entry.claims.all()} == {document.source for document in documents}


def test_several_pairs_in_one_sentence_are_an_entry_each():
    document = make.document("Nice et Toulon coopèrent avec Hangzhou et Ningbo.")
    make.reading(
        document, partnerships=[make.tie(document, home, partner) for home in ("Nice", "Toulon") for partner in ("Hangzhou", "Ningbo")]
    )
    assert Entry.objects.filter(kind="partnership").count() == 4


def event(document, **values):
    whole = {
        "kind": "seminar",
        "name": "Séminaire",
        "ordinal": None,
        "place": make.party("Beijing"),
        "starts": "2024-06-04",
        "ends": None,
        "state": "planned",
    }
    return {**whole, "start": 0, "end": len(document.text), "text": document.text, **values}


@pytest.mark.parametrize(
    ("first", "then", "entries"),
    [
        ({}, {"starts": "2024-09-12", "state": "held"}, 1),  # it was moved within its year
        ({}, {"starts": "2025-06-04"}, 2),  # next year's is another one
        ({}, {"place": "Dijon"}, 2),
        (
            {"kind": "rencontres/assises", "ordinal": 6},
            {"kind": "rencontres/assises", "ordinal": 6, "starts": "2019-10-01", "place": "Toulouse"},
            1,
        ),
        ({"kind": "rencontres/assises", "ordinal": 6}, {"kind": "rencontres/assises", "ordinal": 7}, 2),
    ],
)
def test_an_occasion_keeps_its_identity_through_its_moves(first, then, entries):
    for values in (first, then):
        document = make.document("Le séminaire.")
        values = {**values, **({"place": make.party(values["place"])} if "place" in values else {})}
        make.reading(document, events=[event(document, **values)])
    assert Entry.objects.filter(kind="occasion").count() == entries


def test_an_event_without_a_year_stays_in_the_reading():
    document = make.document("Un séminaire se tiendra.")
    reading = make.reading(document, events=[event(document, starts=None)])
    assert not Entry.objects.exists() and reading.found["events"]


def test_figures_are_counts_of_the_documents_network():
    document = make.document("Près de 160 projets.")
    figure = {"what": "projects", "side": None, "value": 160, "hedge": "about", "as_of": None, "start": 0, "end": 19, "text": document.text}
    make.reading(document, figures=[figure])
    [claim] = Claim.objects.all()
    assert (claim.entry, claim.name, claim.value.number) == (make.network(), "count", 160)


def test_what_a_property_cannot_hold_is_left_in_the_reading():
    document = make.document()
    reading = make.reading(document, partnerships=[make.tie(document, kind="marriage", since="1984")])
    assert [claim.name for claim in Claim.objects.all()] == ["since"]
    assert "marriage" in str(reading.found)


def test_neighbours_are_told_of_pairs_only():
    assert neighbours(make.occasion(), make.group()) == []
