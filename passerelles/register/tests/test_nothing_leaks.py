"""What is not public does not exist for the public: no page says it, leads to it, counts it or differs because of it."""

import html
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from passerelles.library.models import Document
from passerelles.people.models import Group, Organisation
from passerelles.register.actions import contest, publish_fact
from passerelles.register.models import Entry
from passerelles.register.tests.marked import SECRETS, public_things, secret_things
from tests import make

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "zh-hans")  # the public is walked in two; whoever signs in, and what asks less, in one
ENGLISH = ("en",)
FILTERS = ["body=Ville-Ombre", "body=ombre", "theme=gastronomy", "state=wished", "tie=contact", "region=CN/province/150000", "since=1901"]
# What programs ask for, in no language.
FILES = ("register.jsonl", "entries.csv", "statements.csv", "register.geojson", "register.xlsx")
PLAIN = [f"/data/now/{name}{asked}" for name in FILES for asked in ("", "?kind=partnership&theme=gastronomy", "?body=ombre")]
ASKED = ("", "?kind=practice", "?kind=network", "?theme=gastronomy", "?state=wished", "?tie=contact", "?since=1901&until=1901")
PLAIN += [f"/api/v1/entries{asked}" for asked in ASKED] + [f"/api/v1/entries?body={name}" for name in ("Baotou", "ombre")]
PLAIN += ["/api/v1/authorities", "/api/v1/authorities?body=ombre", "/api/v1/authorities?code=150200", "/api/v1/documents"]
SEARCHED = ["Lyon", "marked", "ombre", "ville-ombr", "Baoto", "包头", "gastronomie", "Saint-Étienne", "&theme=gastronomy", "Lyon&year=1901"]
# Facets of hidden things, three at once: the walk itself adds two at most (`is_asked_of`).
FILED = ("kind=partnership", "country=CN", "region=CN/province/150000", "theme=gastronomy", "state=active", "year=1901", "language=fr")
SEARCHED += ["&" + "&".join((*FILED, *FILED)[at : at + 3]) for at in range(len(FILED))] + [
    "&" + "&".join(FILED)
]  # each with its neighbours
PLAIN += ["/data/catalogue.jsonld", "/data/catalogue.ttl", "/robots.txt", "/sitemap.xml"]
PLAIN += [f"/sitemap/{name}-0.xml" for name in ("pages", "entries", "authorities", "documents")]
FEEDS = ("latest", "group/chine", "theme/culture", "theme/gastronomy")
LEDGER = tuple((f"reciprocity/{folder}", kind) for folder, kind in (("entries", Entry), ("authorities", Organisation), ("groups", Group)))
NUMBERED = (("entries", Entry), ("authorities", Organisation), ("documents", Document), *LEDGER)
ONCE_MORE = re.compile(
    r"/briefs/\w+/\d+(?:/\?|\.pdf)"
)  # a brief once more: its page is walked in each language, its text of two by `briefs`
CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|stamp)" value="[^"]+"')  # with each visit


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    """The map's, too: as its drawing."""
    monkeypatch.setitem(import_string("passerelles.portal.views.map.FORMS"), "pdf", (str, "application/pdf"))


@pytest.fixture(autouse=True)
def reporting(settings):
    """The network reports to IATI, for those who have no identifier of their own: else its files are empty."""
    settings.IATI_REFERENCE = "XI-IATI-1"


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    """A PDF is walked as the text it is set from: its bytes are compressed."""
    for caller in ("views.briefs", "opendata.api.operations"):
        monkeypatch.setattr(f"passerelles.portal.{caller}.printed", lambda made: repr(made.laid).encode())


def walk(client, languages=ENGLISH):
    """Every page there is, by its number, its address without one, or links: address and text, each as it is met."""
    seen, waiting = set(), [*starts(languages), *numbered(languages)]
    others = tuple(f"/{code}/" for code, _name in settings.LANGUAGES if code not in languages)
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(others):
            continue
        seen.add(address)
        answer = client.get(address)
        text = text_of(answer) if answer.status_code == 200 else ""
        yield address, text
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer.url))
        waiting += [link for link in (urljoin(address, link) for link in links(text)) if is_asked_of(link)]


def saying(pages, words):
    """The addresses of pages that say words."""
    return [address for address, text in pages if words in text]


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CHANGES.sub("", content.decode("utf-8", "replace"))


def links(text):
    for link in re.findall(r'(?:href|src|action)="([^"]+)"', text):
        parts = urlsplit(html.unescape(link))
        if (
            not ONCE_MORE.search(link)
            and not parts.netloc
            and parts.scheme in ("", "http")
            and not parts.path.startswith(("/static/", "/admin/"))
        ):
            yield html.unescape(link).split("#")[0]


def is_asked_of(address):
    """Of a search each facet is opened once, and SEARCHED has some in threes: taken together and in any order they are thousands."""
    path, _, query = address.partition("?")
    return not path.endswith("/search/") or query.count("&") <= 1


def starts(languages):
    for lang in languages:
        yield f"/{lang}/"
        yield from (f"/{lang}/entries/?kind={kind}&{asked}" for kind in ("partnership", "practice", "network") for asked in ["", *FILTERS])
        yield from (f"/{lang}/{path}?{asked}" for path in ("map/", "map.svg") for asked in FILTERS)
        yield from (f"/{lang}/authorities/?{asked}" for asked in ("kind=authority", "confirmed=2026"))
        yield from (f"/{lang}/authorities/?body={name}" for name in ("ombre", "Baotou"))
        yield from (f"/{lang}/search/?q={asked}" for asked in SEARCHED)
        yield from (f"/{lang}/search/suggestions/?q={asked}" for asked in SEARCHED if not asked.startswith("&"))
        yield from (f"/{lang}/{path}" for path in plain_paths())
        yield from (f"/{lang}/feeds/{name}.atom" for name in FEEDS)
    yield from PLAIN


def plain_paths():
    """Every address of the site that takes no argument, whoever may open it."""

    def inside(patterns, before=""):
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver) and not path.startswith("admin"):
                yield from inside(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and "<" not in path:
                yield path.partition("/")[2]

    return sorted(set(inside(get_resolver().url_patterns)))


def numbered(languages):
    """Every page of something that has a number, of each number there is and one more."""
    for lang in languages:
        for folder, kind in NUMBERED:
            known = list(kind.objects.order_by("pk").values_list("pk", flat=True))
            for pk in [*known, max(known, default=0) + 1]:
                yield f"/{lang}/{folder}/{pk}/"
                yield f"/api/v1/{folder}/{pk}"
                yield from (
                    f"/{lang}/widget/{pk}/",
                    f"/{lang}/feeds/authority/{pk}.atom",
                    f"/{lang}/data/iati/{pk}/",
                    f"/data/iati/{pk}.xml",
                )
    yield from briefs()


def briefs():
    """Each brief in French and Chinese, as its PDF is set."""
    for kind, rows in (("partnership", Entry), ("authority", Organisation), ("group", Group)):
        for pk in rows.objects.order_by("pk").values_list("pk", flat=True):
            yield f"/fr/briefs/{kind}/{pk}.pdf?with=zh"
            yield f"/api/v1/briefs/{kind}/{pk}?lang=fr&with=zh"


@pytest.mark.usefixtures("one_day")
def test_no_public_page_differs_because_of_what_is_not_public(client, coordinator):
    entry = public_things()
    make.place("CN/province/150000")  # a site knows every territory, whatever is said of it
    before = dict(walk(client, LANGUAGES))
    secret_things(entry, coordinator)
    assert len(before) > 60 and any("<iati-activity " in text for text in before.values())
    for address, text in walk(client, LANGUAGES):
        echoes = "body=" in address or "q=" in address  # what was asked for is said again
        found = [secret for secret in SECRETS if secret.lower() in text.lower() and not echoes]
        assert not found, f"{address} says {found}"
        assert text == before.get(address, ""), f"{address} differs"


def test_the_walk_would_see_a_leak(client, coordinator):
    entry = public_things()
    secret_things(entry, coordinator)
    Document.objects.update(visibility="public")
    make.accepted(entry, "description", {"text": "MARKED"}, make.document("MARKED sentence, public."))
    assert any("MARKED" in text for _address, text in walk(client))


@pytest.mark.walk
def test_an_opened_fact_shows_the_fact_and_nothing_of_its_document(client, coordinator):
    entry = public_things()
    of = make.document("MARKED sentence: accord de 1999.", title="MARKED title", name="MARKED.txt", visibility="group")
    publish_fact(make.accepted(entry, "until", "2031-05", of=of), by=coordinator)
    pages = dict(walk(client))
    assert "2031" in pages[f"/en/entries/{entry.pk}/"]
    assert saying(pages.items(), "MARKED") == []


@pytest.mark.walk
def test_another_groups_papers_stay_with_it(signed_in, coordinator, officer):
    entry = public_things()
    other = make.group("bresil")
    of = make.document("MARKED sentence", title="MARKED title", visibility="group", group=other)
    make.accepted(entry, "description", {"text": "MARKED"}, of=of)
    for someone in (coordinator, officer):
        assert saying(walk(signed_in(someone)), "MARKED") == []
    inside = signed_in(make.coordinator(other)).get(f"/en/entries/{entry.pk}/").content.decode()
    assert "MARKED sentence" in inside


def test_a_contest_is_a_question_within_the_network(client, signed_in, officer, partner_officer):
    entry = public_things()
    contest(entry.claims.get(name="since"), words="C’était en 1985.", by=officer, organisation=make.authority())
    address = f"/en/entries/{entry.pk}/"
    assert "C’était en 1985." not in client.get(address).content.decode()
    assert "C’était en 1985." in signed_in(partner_officer).get(address).content.decode()


def test_that_public_sources_disagree_is_asked_in_public(client):
    entry = public_things()
    make.accepted(entry, "since", 1985)
    assert "sources disagree. Which stands?" in client.get(f"/en/entries/{entry.pk}/").content.decode()
