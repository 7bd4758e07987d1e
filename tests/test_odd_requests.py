"""Whatever is asked of any address, by whomever: it is answered, and nothing that they may not see is in the answer.

One round asks every address of the site; the second asks with parameters drawn by chance, the same ones at every run.
"""

import base64
import json
import random
import re

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from passerelles.register.models import Entry
from passerelles.register.tests.marked import SECRETS, public_things, secret_things
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
DRAWN = 800  # requests of the second round
LANGUAGES = [code for code, _name in site.LANGUAGES]
# As they stand in an address: signs of all kinds, half ones, numbers that are none, words that facets know and words that are hidden.
TEXTS = ["", "x", "é", "徐州", "%00", "%ff%fe", "%ED%A0%80", "%F0%9F%98%80", "%25", "%27%22%3E%3Cscript%3E", "..%2F..%2Fetc%2Fpasswd"]
TEXTS += [
    "%E2%80%AE",
    "%0d%0aSet-Cookie:a=b",
    "%D9%A1%D9%A2",
    "%C2%B2",
    "a" * 3000,
    "%CC%81" * 50,
    '"',
    "*",
    "NEAR(a b)",
    "AND",
    "[]",
    "{}",
]
TEXTS += ["0", "-1", "1", "9" * 19, "9" * 5000, "1e9", "NaN", "2024", "1901", "0001-01-01", "9999-12-31", "2024-02-30", "null"]
TEXTS += ["partnership", "practice", "network", "wished", "dormant", "contact", "gastronomy", "CN", "CN/province/150000", "zh", "tall"]
TEXTS += ["ombre", "Baoto", "MARKE", "register.jsonl", "pages", "kinds", "svg", "authorities", "chine"]
PLACES = (
    [None, 1],
    ["x", 1],
    [{}, 1],
    [True, True],
    ["9" * 5000, 1],
    ["0001-01-01T00:00:00+14:00", 1],
    ["2024", 10**30],
    ["\0", 1],
    ["\ud800", 1],
)
PLACES += ["", None], [1e300, 1], [10**400, 1], [""], {}, 5
FORGED = ["[" * 20_000, "[1e999,1]", "[NaN,1]", *map(json.dumps, PLACES)]
CURSORS = [base64.urlsafe_b64encode(each.encode()).decode().rstrip("=") for each in FORGED]
NAMES = "q kind country region level theme tie occasion state since until confirmed body party sort page after with lang for year"
NAMES = [
    *f"{NAMES} language layout group show value organisation known name code measure next place nothing all".split(),
    *["q", "page", "after"] * 3,
]
GIVEN = {"kind": ("partnership", "authority", "group", "entries"), "slug": ("chine",), "theme": ("gastronomy",), "form": ("svg", "csv")}
GIVEN["name"] = ("entries.csv", "register.jsonl", "kinds", "themes", "entries", "documents")
# What the network's people may see is more: of another group's, nothing.
OTHERS = r"MARKED (?:sentence )?(?:of )?(?:group|private)|Ville-Ombre (?:group|private)|MARKED(?:, not| practice| proposal| asker| purpose)"
HIDDEN = {False: re.compile("|".join(SECRETS), re.IGNORECASE), True: re.compile(OTHERS, re.IGNORECASE)}


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings):
    """What typst sets is read as the text it is set from, and the network reports to IATI."""
    settings.IATI_REFERENCE = "XI-IATI-1"
    for caller in ("views.briefs", "opendata.api.operations"):
        monkeypatch.setattr(f"passerelles.portal.{caller}.printed", lambda made: repr(made.laid).encode())
    for form, media in (("pdf", "application/pdf"), ("png", "image/png")):
        monkeypatch.setitem(import_string("passerelles.portal.views.map.FORMS"), form, (str, media))


@pytest.fixture
def secrets(coordinator):
    secret_things(public_things(), coordinator)
    making.request(asker_name="MARKED asker", purpose="MARKED purpose")


@pytest.fixture
def people(signed_in):
    """Who asks, and whether they are of the network: of another group than what is hidden."""
    other = make.group("vietnam")
    officer, observer = signed_in(make.officer("Nantes", of=other)), signed_in(make.observer(other))
    return [(Client(), False), (signed_in(make.stranger()), False), (officer, True), (observer, True)]


def addresses(patterns=None, before=""):
    """Every address of the site as it is written in its pattern, the engine room aside."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not path.startswith("admin"):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and "admin" not in path:
            yield path.replace("^api/(?P<rest>.*)$", "api/<rest>")


def filled(address, draw, numbers):
    """An address with something in the place of each argument."""

    def argument(found):
        kind, name = found[1], found[2]
        return str(draw.choice(numbers)) if kind == "int" else draw.choice([*GIVEN.get(name, ()) * 4, *TEXTS])

    return "/" + re.sub(r"[<{](?:(\w+):)?(\w+)[>}]", argument, re.sub(r"^fr/", f"{draw.choice(LANGUAGES)}/", address))


def asked(draw):
    return "&".join(f"{draw.choice(NAMES)}={draw.choice([*TEXTS, *CURSORS])}" for _ in range(draw.choice([1, 2, 3, 6])))


def wrong_with(client, is_of_network, address, method="get"):
    """What is wrong with an answer, if anything."""
    client.raise_request_exception = False
    answer = getattr(client, method)(address)
    body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")
    is_gazetteer = re.match(r"/api/v1/places(?:/|.*\ball=)", address) is not None  # every territory there is, whatever is said of it
    told = HIDDEN[is_of_network or is_gazetteer].search(f"{dict(answer.items())} {body}")
    return str(answer.status_code) if answer.status_code >= 500 else told and told[0]


def all_wrong(asking):
    found = ((wrong_with(*each), each[1:]) for each in asking)
    return [(wrong, str(what)[:300]) for wrong, what in found if wrong]


def numbers_of_rows():
    return [*Entry.objects.values_list("pk", flat=True)[:6], 0, 2**63 - 1, 2**63, "9" * 5000]


def test_every_address_is_answered_to_everybody_and_says_nothing_hidden(secrets, people):
    draw, numbers = random.Random(1), numbers_of_rows()
    paths = [filled(each, draw, numbers) for each in sorted(set(addresses()))]
    assert len(paths) > 100
    assert all_wrong((*draw.choice(people), path) for path in paths) == []


def test_whatever_is_asked_is_answered_and_says_nothing_hidden(secrets, people):
    draw, numbers = random.Random(2), numbers_of_rows()
    patterns = sorted(set(addresses()))
    open_ones = [
        each
        for each in patterns
        if re.match(r"fr/(?:entries|authorities|documents|search|map|statistics|reciprocity|briefs|feeds)|api|data", each)
    ]
    requests = ((*draw.choice(people), f"{filled(draw.choice([*patterns, *open_ones * 3]), draw, numbers)}?{asked(draw)}", draw.choice(["get"] * 8 + ["head"])) for _ in range(DRAWN))  # fmt: skip
    assert all_wrong(requests) == []


def test_these_tests_would_see_a_secret(secrets, signed_in, coordinator):
    entry = Entry.objects.filter(parties__organisation__name__icontains="Ville-Ombre group").get()
    assert wrong_with(signed_in(coordinator), True, f"/en/entries/{entry.pk}/")
