"""What is not public does not exist for the public: no page says it, leads to it, counts it or differs because of it."""

import html
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from passerelles.library.models import Document
from passerelles.people.models import Organisation
from passerelles.register.actions import contest, publish_fact
from passerelles.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "zh-hans", "en")
FILTERS = ["body=Ville-Ombre", "body=ombre", "theme=gastronomy", "state=wished", "tie=contact", "region=CN/province/150000", "since=1901"]
SEARCHED = ["Lyon", "marked", "ombre", "ville-ombr", "Baoto", "包头", "gastronomie", "Saint-Étienne", "&theme=gastronomy", "Lyon&year=1901"]
SECRETS = ("MARKED", "ville-ombre", "baotou", "包头")
CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def public_things():
    """What the public may see, some of it from documents it may not."""
    entry = make.public_partnership(theme="culture", milestone={"what": "Signature", "date": "2004-06"})
    make.accepted(make.office(), "state", "active")
    make.accepted(make.network(make.authority()), "wish", {"wants": "un partenaire"})
    return entry


def secret_things(entry, coordinator):
    """Marked sentences and entries: of the group, of somebody alone, proposed, rejected; and hidden claims on a public entry."""
    for visibility in ("network", "group", "private"):
        of = make.document(f"MARKED sentence of {visibility}: Lyon et Baotou.", title=f"MARKED {visibility}", visibility=visibility)
        secret = make.partnership(make.body(f"Ville-Ombre {visibility}"), "Baotou")
        make.accepted(secret, "kind", "contact", of=of)
        make.accepted(secret, "since", 1901, of=of)
        make.accepted(secret, "theme", "gastronomy", of=of)
        make.accepted(entry, "description", {"text": f"MARKED of {visibility}"}, of=of)
        make.accepted(entry, "since", 1901, of=of)
        make.accepted(make.network(), "count", {"what": "MARKED", "number": 7}, of=of)
        make.doubt(of, about="rival", entry=entry, suggestions=["MARKED"])
    open_but_unjudged = make.document("MARKED, not judged: Nantes et Baotou.", name="seen.txt", visibility="group")
    make.claim(make.practice("Nantes", "MARKED practice"), "name", {"text": "MARKED practice"}, of=open_but_unjudged)
    make.claim(entry, "milestone", {"what": "MARKED proposal"}, of=open_but_unjudged)


def walk(client, starts):
    """Every page that links lead to, by address."""
    seen, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = ""
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer.url))
        elif answer.status_code == 200:
            seen[address] = text_of(answer)
            waiting += [urljoin(address, link) for link in links(seen[address])]
    return seen


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CHANGES.sub("", content.decode("utf-8", "replace"))


def links(text):
    for link in re.findall(r'(?:href|src|action)="([^"]+)"', text):
        parts = urlsplit(html.unescape(link))
        if not parts.netloc and parts.scheme in ("", "http") and not parts.path.startswith(("/static/", "/admin/")):
            yield html.unescape(link).split("#")[0]


def starts():
    for lang in LANGUAGES:
        yield f"/{lang}/"
        yield from (f"/{lang}/entries/?kind={kind}&{asked}" for kind in ("partnership", "practice", "network") for asked in ["", *FILTERS])
        yield from (f"/{lang}/authorities/?body={name}" for name in ("ombre", "Baotou"))
        yield from (f"/{lang}/search/?q={asked}" for asked in SEARCHED)
        yield from (f"/{lang}/search/suggestions/?q={asked}" for asked in SEARCHED)
        yield from (f"/{lang}/{path}" for path in plain_paths())


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


def numbered(client):
    """Every page of something that has a number, of each number there is and one more."""
    for lang in LANGUAGES:
        for folder, kind in (("entries", Entry), ("authorities", Organisation), ("documents", Document)):
            known = list(kind.objects.order_by("pk").values_list("pk", flat=True))
            for pk in [*known, max(known, default=0) + 1]:
                yield f"/{lang}/{folder}/{pk}/"


def test_no_public_page_differs_because_of_what_is_not_public(client, coordinator):
    entry = public_things()
    before = walk(client, [*starts(), *numbered(client)])
    secret_things(entry, coordinator)
    after = walk(client, [*starts(), *numbered(client)])
    assert len(before) > 60
    for address, text in after.items():
        echoes = "body=" in address or "q=" in address  # what was asked for is said again
        found = [secret for secret in SECRETS if secret.lower() in text.lower() and not echoes]
        assert not found, f"{address} says {found}"
        assert text == before.get(address, ""), f"{address} differs"


def test_the_walk_would_see_a_leak(client, coordinator):
    entry = public_things()
    secret_things(entry, coordinator)
    Document.objects.update(visibility="public")
    of = make.document("MARKED sentence, public.")
    make.accepted(entry, "description", {"text": "MARKED"}, of=of)
    assert any("MARKED" in text for text in walk(client, starts()).values())


def test_an_opened_fact_shows_the_fact_and_nothing_of_its_document(client, coordinator):
    entry = public_things()
    of = make.document("MARKED sentence: accord de 1999.", title="MARKED title", name="MARKED.txt", visibility="group")
    publish_fact(make.accepted(entry, "until", "2031-05", of=of), by=coordinator)
    pages = walk(client, [*starts(), *numbered(client)])
    assert "2031" in pages[f"/en/entries/{entry.pk}/"]
    assert not [address for address, text in pages.items() if "MARKED" in text]


def test_another_groups_papers_stay_with_it(client, signed_in, coordinator, officer):
    entry = public_things()
    other = make.group("bresil")
    of = make.document("MARKED sentence", title="MARKED title", visibility="group", group=other)
    make.accepted(entry, "description", {"text": "MARKED"}, of=of)
    for someone in (coordinator, officer):
        pages = walk(signed_in(someone), [*starts(), *numbered(client)])
        assert not [address for address, text in pages.items() if "MARKED" in text]
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
