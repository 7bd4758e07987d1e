"""What documents say differently of one thing; what only differs is left alone."""

from itertools import count

import pytest

from passerelles.reading.gazetteer import Place
from passerelles.reading.model import Event, Figure, Finding, PlaceMention, Said, Span, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.tests.texts import reading_of
from passerelles.reading.together import Disagreement, compare

BEIJING = Place("CN", "province", "110000", "Beijing", "北京市", (), None, None, "", None, None, ())
TOURS = Place("FR", "commune", "37261", "Tours", None, (), None, None, "", None, None, ())
LUOYANG = Place("CN", "prefecture", "410300", "Luoyang", "洛阳市", (), None, None, "", None, None, ())


def told(text: str, *findings: Finding, published: str | None = None) -> Reading:
    return reading_of(text, *findings, published=published)


def event(
    text: str,
    kind: str,
    starts: str,
    state: str = "held",
    *,
    place: Place | None = None,
    ordinal: int | None = None,
    ends: str | None = None,
) -> Reading:
    return told(text, Event(Span(0, len(text), text), kind, text, ordinal, place, starts, ends, state))  # type: ignore[arg-type]


def figure(
    text: str, what: str, value: int, *, side: str | None = None, published: str | None = None, where: Place | None = None
) -> Reading:
    span = Span(0, len(text), text)
    mentions = [PlaceMention(span, where)] if where else []
    return told(text, Figure(span, what, value, side), *mentions, published=published)


def tie(since: int, kind: str = "twinning") -> Reading:
    text = f"jumelées en {since}"
    span = Span(0, len(text), text)
    return told(text, Tie((TOURS, LUOYANG), (Said("kind", kind, span), Said("since", since, span))))


def compared(*readings: Reading) -> list[Disagreement]:
    names = (f"{number}.txt" for number in count(1))
    return compare(list(zip(names, readings, strict=False)))


DISAGREE = [
    # rival counts, with their dates
    (figure("200 projets", "projects", 200, published="2014"), figure("près de 160 projets", "projects", 160), "figure", ("200", "160")),
    # announced, then held elsewhere in time: the year and the name's other words do not matter
    (
        event("Séminaire intermédiaire franco-chinois", "seminar", "2017-12-11", "planned", place=BEIJING, ends="2017-12-15"),
        event("séminaire intermédiaire", "seminar", "2018-03-27", place=BEIJING),
        "date",
        ("2017-12-11", "2018-03-27"),
    ),
    # one edition, two dates
    (
        event("4es Rencontres franco-chinoises", "rencontres/assises", "2014-11-06", ordinal=4),
        event("4èmes Assises franco-chinoises", "rencontres/assises", "2015-11", ordinal=4),
        "date",
        ("2014-11-06", "2015-11"),
    ),
    # one in Chinese
    (
        event("第四届中法地方政府合作高层论坛", "rencontres/assises", "2014-11-07", ordinal=4),
        event("4èmes Rencontres franco-chinoises", "rencontres/assises", "2013-11-07", ordinal=4),
        "date",
        ("2014-11-07", "2013-11-07"),
    ),
    (tie(1982), tie(1984), "partnership", ("1982", "1984")),
]

AGREE = [
    (figure("200 projets", "projects", 200), figure("plus de 200 projets", "projects", 200)),
    (figure("12 projets à Tours", "projects", 12, where=TOURS), figure("160 projets", "projects", 160)),  # a part
    (figure("58 collectivités", "authorities", 58, side="FR"), figure("54 villes", "authorities", 54, side="CN")),  # two sides
    (figure("300 invités", "participants", 300), figure("500 invités", "participants", 500)),  # two occasions
    (figure("46 villes françaises", "authorities", 46), figure("58 collectivités", "authorities", 58)),  # one level
    (figure("cinq projets", "projects", 5), figure("160 projets", "projects", 160)),  # too few to be the same
    (figure("友好城市11对", "partnerships", 11), figure("友城共14个", "partnerships", 14)),  # two provinces' own
    # as precise as each could be
    (
        event("4es Rencontres", "rencontres/assises", "2014-11-06", ordinal=4, ends="2014-11-07"),
        event("4es Rencontres", "rencontres/assises", "2014", ordinal=4),
    ),
    (event("Séminaire du thé", "seminar", "2018-03", "planned"), event("Séminaire du thé", "seminar", "2018-03-27")),
    # two series with one number; two meetings of a group that meets all year; two held; another name
    (
        event("4es Rencontres du fleuve", "rencontres/assises", "2014", ordinal=4),
        event("4es Assises de la forêt", "rencontres/assises", "2016", ordinal=4),
    ),
    (event("réunion du groupe", "meeting", "2017-09-14", "planned"), event("réunion du groupe", "meeting", "2018-03-10")),
    (event("séminaire", "seminar", "2017-12-11"), event("séminaire", "seminar", "2018-03-27")),
    (event("Séminaire du thé", "seminar", "2017-12-11", "planned"), event("Colloque de l'eau", "seminar", "2018-03-27")),
    (tie(1982), tie(2010, "cooperation")),  # two ties
]


@pytest.mark.parametrize(("one", "other", "about", "suggested"), DISAGREE)
def test_two_documents_that_disagree(one: Reading, other: Reading, about: str, suggested: tuple[str, ...]) -> None:
    (disagreement,) = compared(one, other)
    assert (disagreement.about, disagreement.suggestions) == (about, suggested)
    assert [(name, span.text) for name, span in disagreement.quotes] == [("1.txt", one.text), ("2.txt", other.text)]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_two_documents_that_agree(one: Reading, other: Reading) -> None:
    assert compared(one, other) == []


def test_one_document_alone_never_disagrees() -> None:
    for one, other, *_ in DISAGREE:
        both = Reading(one.document)
        both.add([*one, *other])
        assert compared(both) == []


def test_what_was_held_when_it_was_announced_did_not_move() -> None:
    planned = event("Séminaire du thé", "seminar", "2017-12-11", "planned")
    assert compared(planned, event("Séminaire du thé", "seminar", "2017-12-11"), event("Séminaire du thé", "seminar", "2018-03-27")) == []
