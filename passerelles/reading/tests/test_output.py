"""What is printed has FORMAT.md's keys in FORMAT.md's order, and nothing that JSON cannot hold."""

import json
from typing import Any

import pytest

from passerelles.reading.gazetteer import Place
from passerelles.reading.model import (
    Activity,
    Attendance,
    Decision,
    Doubt,
    Event,
    Figure,
    Milestone,
    Office,
    OrganisationMention,
    PlaceMention,
    Practice,
    Said,
    Span,
    Tie,
    Wish,
)
from passerelles.reading.output import as_json
from passerelles.reading.tests.texts import reading_of

TEXT = "Montpellier et Chengdu, jumelées en 1981."
MONTPELLIER = Place("FR", "commune", "34172", "Montpellier", "蒙彼利埃", (), 43.6, 3.9, "exact", 300_000, None, ())
CHENGDU = Place("CN", "prefecture", "510100", "Chengdu", "成都", (), 30.6, 104.1, "exact", None, None, ())
QUOTE = Span(0, 11, "Montpellier")
SAID = (
    Said("kind", "twinning", QUOTE, (Span(15, 22, "Chengdu"),), "ties/1"),
    Said("since", 1981, QUOTE),
    Said("milestone", Milestone("2018", "planned", "un jardin", "fr"), QUOTE),
)
PARTY = {"country": "FR", "level": "commune", "code": "34172", "name": "Montpellier"}
PARTNER = {"country": "CN", "level": "prefecture", "code": "510100", "name": "Chengdu"}
AT = {"start": 0, "end": 11}
SAYS = [
    {"name": "kind", "value": "twinning", **AT, "text": "Montpellier", "context": [[15, 22]], "origin": "ties/1"},
    {"name": "since", "value": "1981", **AT, "text": "Montpellier", "context": [], "origin": ""},
    {
        "name": "milestone",
        "value": {"date": "2018", "state": "planned", "what": "un jardin", "lang": "fr"},
        **AT,
        "text": "Montpellier",
        "context": [],
        "origin": "",
    },
]

PRINTED = [
    (PlaceMention(QUOTE, MONTPELLIER), "places", {**PARTY, "zh": "蒙彼利埃", **AT, "text": "Montpellier"}),
    (
        OrganisationMention(QUOTE, "Cités Unies France", "association", "CUF"),
        "organisations",
        {"name": "Cités Unies France", "acronym": "CUF", "kind": "association", "place": None, **AT, "text": "Montpellier"},
    ),
    (
        Tie((MONTPELLIER, CHENGDU), SAID, ("université",)),
        "partnerships",
        {
            "parties": [PARTY, PARTNER],
            "kind": "twinning",
            "since": 1981,
            "themes": [],
            "state": "active",
            "associated": ["université"],
            "says": SAYS,
        },
    ),
    (
        Event(QUOTE, "visit", "visite", None, CHENGDU, "2018-03"),
        "events",
        {
            "kind": "visit",
            "name": "visite",
            "ordinal": None,
            "place": PARTNER,
            "starts": "2018-03",
            "ends": None,
            "state": "held",
            **AT,
            "text": "Montpellier",
        },
    ),
    (
        Figure(QUOTE, "projects", 160, None, "about"),
        "figures",
        {"what": "projects", "side": None, "value": 160, "hedge": "about", "as_of": None, **AT, "text": "Montpellier"},
    ),
    (Wish(MONTPELLIER, "un partenaire", SAID), "wishes", {"party": PARTY, "wants": "un partenaire", "place": None, "says": SAYS}),
    (Office(MONTPELLIER, CHENGDU, SAID), "offices", {"owner": PARTY, "place": PARTNER, "since": None, "says": SAYS}),
    (
        Practice("réseau", "patrimoine", SAID, "label", "ministère", 2017),
        "practices",
        {"holder": "réseau", "name": "patrimoine", "label": "label", "by": "ministère", "year": 2017, "says": SAYS},
    ),
    (Activity("AFD", SAID, ("energy",)), "activities", {"party": "AFD", "place": None, "themes": ["energy"], "says": SAYS}),
    (Decision(QUOTE, "tenir un agenda", "CUF"), "decisions", {"text": "tenir un agenda", "owner": "CUF", "due": None, **AT}),
    (
        Attendance(QUOTE, "J. Auxiette", "acting chair"),
        "people",
        {"name": "J. Auxiette", "role": "acting chair", "organisation": None, **AT},
    ),
    (
        Doubt(QUOTE, "place", "place.homonyms", {"name": "Montpellier"}, ("Luoyang",)),
        "doubts",
        {
            "about": "place",
            "reason": "Plusieurs territoires s'appellent Montpellier. Duquel s'agit-il ?",
            "suggestions": ["Luoyang"],
            **AT,
            "text": "Montpellier",
            "key": "place.homonyms",
            "values": {"name": "Montpellier"},
        },
    ),
]

KEYS = [
    "document",
    "language",
    "published",
    "title",
    "reader",
    "places",
    "organisations",
    "partnerships",
    "events",
    "figures",
    "wishes",
    "offices",
    "practices",
    "activities",
    "decisions",
    "people",
    "doubts",
]


@pytest.mark.parametrize(("finding", "key", "expected"), PRINTED, ids=[key for _, key, _ in PRINTED])
def test_each_kind_of_finding_is_printed_in_its_list(finding: Any, key: str, expected: dict[str, Any]) -> None:
    printed = as_json(reading_of(TEXT, finding), "1.0")
    assert printed[key] == [expected]
    assert list(printed[key][0]) == list(expected), "the order is FORMAT.md's"
    assert all(not printed[other] for other in KEYS[5:] if other != key)


def test_a_document_is_one_line_of_json() -> None:
    printed = as_json(reading_of(TEXT, *(finding for finding, _, _ in PRINTED), published="2018-01"), "1.0")
    assert list(printed) == KEYS
    assert (printed["document"], printed["language"], printed["published"], printed["reader"]) == ("test.txt", "fr", "2018-01", "1.0")
    assert json.loads(json.dumps(printed, ensure_ascii=False)) == printed
