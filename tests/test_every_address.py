"""What holds of every address of the site: closed unless it is opened here, no form without its token, hostile text inert."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from passerelles.library.models import Visibility
from passerelles.pages.actions import Draft, Place, open_page, publish, write
from passerelles.pages.models import Page, PageKind
from passerelles.portal.queries.statistics import CHARTS
from passerelles.register.models import Entry, EntryKind
from tests import make

pytestmark = pytest.mark.django_db

# Open to everybody. Whoever adds a page here has asked whether it shows anything that is not public.
PUBLIC = {
    "home",
    "entries",
    "entry",
    "authorities",
    "authority",
    "pages",
    "page",
    "reciprocity",  # sums of what the visitor may see, and the movements they sum
    "reciprocity_of",
    "reciprocity_movements",
    "reciprocity_movements_of",
    "reciprocity_file",
    "reciprocity_file_of",
    "briefs",
    "brief",
    "brief_pdf",
    "documents",
    "document",
    "map",
    "map_drawing",
    "map_picture",
    "map_page",
    "statistics",
    "chart",
    "search",
    "suggestions",
    "sign_in",
    "sign_out",
    "forgotten",
    "new_password",
    "data",
    "api_reference",
    "dump",
    "feed",
    "feed_of_group",
    "feed_of_theme",
    "feed_of_authority",
    "widget",
    "catalogue",
    "catalogue_turtle",
    "sitemap",
    "sitemap_part",
    "robots",
    "iati",
    "iati_of",
    "iati_file",
    "dump_now",
    "request_criteria",  # the rules alone
    "request_numbers",  # sums, none of fewer than five
    "visit_calendar",  # its address is its key: of one visit, for one person who may read it today
    *("delegation", "delegation_booklet", "delegation_calendar", "delegation_agree"),  # its token says whose: a delegation's own visit
    "photograph_file",  # of photographs that may be shown to everybody; of others it is a 404
    "still_true",  # the mail's link: its token says who answers
    "opinion_by_link",  # the mail's link: its token says which opinion; of the request, what an adviser is asked about
    *("ask", "ask_sent", "ask_draft_kept"),  # the form of who has no account
    *(
        "asked",
        "asked_confirm",
        "asked_withdraw",
        "asked_write",
        "asked_attach",
        "asked_remove_file",
    ),  # the mail's link: its token says whose request it is
}
GIVEN = {"int": 1, "str": "x", "slug": "x", "uuid": "7f1a1d0c-0000-4000-8000-000000000000"}


def patterns(resolver=None):
    """Every named address of the site, the engine room aside."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver) and each.app_name not in ("admin", "ninja"):  # the API: portal/tests/opendata/test_api.py
            yield from patterns(each)
        elif isinstance(each, URLPattern) and each.name:
            yield each


ADDRESSES = sorted({pattern.name: pattern for pattern in patterns()}.items())


def address(pattern) -> str:
    converters = re.findall(r"<(\w+):(\w+)>", str(pattern.pattern))
    return reverse(pattern.name, kwargs={name: GIVEN[kind] for kind, name in converters})


@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_an_address_is_closed_to_visitors_unless_it_is_in_the_list(client, name, pattern):
    response = client.get(address(pattern))
    to_sign_in = response.status_code == 302 and response.url.startswith(reverse("sign_in"))
    assert to_sign_in == (name not in PUBLIC), "a public page is added to PUBLIC here; any other lets LoginRequiredMiddleware close it"


@pytest.mark.parametrize(("name", "pattern"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_a_post_without_its_token_is_refused(name, pattern, signed_in, coordinator):
    response = signed_in(coordinator, enforce_csrf_checks=True).post(address(pattern))
    assert response.status_code == 403


def test_the_engine_room_is_for_administrators(client, signed_in, coordinator, officer):
    assert client.get("/admin/").status_code == 302
    for person in (coordinator, officer):
        assert signed_in(person).get("/admin/").status_code == 302
    assert signed_in(make.administrator()).get("/admin/", follow=True).status_code == 200


# Hostile text in documents, names and facts

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{ 7|add:7 }}"
MARKS = ("<script>alert(1)", "<img src=x", "<svg/onload")


LEDGER = ("reciprocity_of", "reciprocity_movements_of")
TELLING = ("authority", "brief", "document", "entry", "feed", "feed_of_authority", "feed_of_group", "home", "iati_of", "map", "page")
TELLING += ("reciprocity_movements", "reciprocity_of", "search", "statistics", "suggestions", "widget", "desk_document")
FILE = re.compile(r"\.\w+$")


@pytest.fixture
def hostile(db, coordinator, settings):
    """A site whose every text that people write is an attack."""
    home, partner = make.body(f"{HOSTILE} chez nous"), make.body(f"{HOSTILE} 那边")
    entry, document = (
        make.partnership(home, partner),
        make.document(f"{HOSTILE} Jumelées.\n{HOSTILE}", title=HOSTILE, name=f"{HOSTILE}.txt"),
    )
    make.accepted(entry, "kind", "twinning", document)
    make.accepted(entry, "milestone", {"what": HOSTILE, "date": "2019"}, document)
    make.accepted(entry, "description", {"text": HOSTILE, "lang": f'"{HOSTILE}'}, document, reason=HOSTILE)
    make.accepted(make.practice(name=HOSTILE), "name", HOSTILE, document)
    make.accepted(entry, "movement", {"measure": "people", "low": 12, "high": 15, "soil": "FR", "date": "2024-05"}, document)
    make.accepted(make.network(), "count", {"what": "authorities", "number": 19}, document)
    make.claim(entry, "since", 1984, document)
    page = open_page(Place("hostile", PageKind.HISTORY), by=coordinator)
    publish(write(page, "fr", Draft(HOSTILE, f"{HOSTILE}\n\n- 2007: {HOSTILE}", 0), by=coordinator), by=coordinator)
    settings.IATI_REFERENCE = "XM-EXAMPLE"  # without a publisher there is no activity to write names into
    make.doubt(document, suggestions=[HOSTILE], entry=entry)
    type(coordinator).objects.filter(pk=coordinator.pk).update(name=HOSTILE[:150])
    return document


def pages(document) -> list[str]:
    """The pages and files that show what people write, and those that repeat what somebody asks for."""
    plain = ("home", "entries", "authorities", "documents", "map", "map_drawing", "statistics", "search", "suggestions", "reciprocity")
    plain += ("reciprocity_movements", "briefs", "pages", "data", "iati", "feed", "catalogue", "sitemap", "desk", "upload", "account")
    entries = list(Entry.objects.all())
    bodies = {party.organisation_id for entry in entries for party in entry.parties.all()}
    found = [reverse(name) for name in plain]
    found += [reverse("entries") + f"?kind={kind}&body={HOSTILE[:40]}" for kind in ("partnership", "practice", HOSTILE[:20])]
    found += [reverse(name) + f"?q={quote(words)}" for name in ("search", "suggestions") for words in (HOSTILE, "chez", "script", "alert")]
    found += [reverse("page", args=[page.slug]) for page in Page.objects.all()]
    found += [reverse("chart", args=[name, kind]) for name in CHARTS for kind in ("svg", "csv")]
    for entry in entries:
        found += [reverse("entry", args=[entry.pk]), *(reverse(name, args=["entries", entry.pk]) for name in LEDGER)]
    found += [reverse("brief", args=["partnership", entry.pk]) for entry in entries if entry.kind == EntryKind.PARTNERSHIP]
    for pk in bodies:
        found += [reverse(name, args=[pk]) for name in ("authority", "widget", "iati_of", "iati_file", "feed_of_authority")]
        found += [reverse("brief", args=["authority", pk]) + "?with=zh", *(reverse(name, args=["authorities", pk]) for name in LEDGER)]
    found += [reverse("brief", args=["group", document.group_id]), reverse("feed_of_group", args=[document.group.slug])]
    return [*found, reverse("document", args=[document.pk]), reverse("desk_document", args=[document.pk])]


def test_hostile_text_is_shown_as_text_on_every_page(hostile, signed_in, coordinator):
    shown, telling = "", set()
    for client in (Client(), signed_in(make.again(coordinator))):
        for page in pages(hostile):
            response = client.get(page)
            assert response.status_code in (200, 302), page
            body = response.getvalue().decode()
            assert not [mark for mark in MARKS if mark in body], page
            shown += body
            telling |= {resolve(page.partition("?")[0]).url_name} if "&lt;script&gt;alert(1)" in body else set()
    assert set(TELLING) <= telling  # it is there, as words
    assert "{{ 7|add:7 }}" in shown


@pytest.mark.browser
def test_no_script_of_a_text_runs_in_a_browser(hostile, live_server, browser, coordinator, signed_in):
    context = browser.new_context()
    cookie = signed_in(make.again(coordinator)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page, alerts = context.new_page(), []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for path in (each for each in pages(hostile) if not FILE.search(each)):
        page.goto(live_server.url + path)
    context.close()
    assert alerts == []


# Others' papers


def test_another_groups_documents_do_not_exist_for_an_officer(signed_in, officer):
    other = make.coordinator(make.group("vietnam"))
    document = make.document(visibility=Visibility.GROUP, group=make.group("vietnam"), brought_by=other)
    assert signed_in(officer).get(reverse("document", args=[document.pk])).status_code == 404
    for name in ("document_original", "document_retry", "document_version", "document_visibility", "document_title", "desk_document"):
        for method in ("get", "post"):
            assert getattr(signed_in(officer), method)(reverse(name, args=[document.pk])).status_code in (403, 404, 405), name


def test_another_groups_public_document_is_read_and_not_judged(signed_in, coordinator):
    document = make.document(group=make.group("vietnam"))
    claim = make.claim(make.partnership(of=make.group("vietnam")), of=document)
    client = signed_in(coordinator)
    assert client.get(reverse("document", args=[document.pk])).status_code == 200
    assert client.get(reverse("desk_document", args=[document.pk])).status_code in (403, 404)
    response = client.post(reverse("desk_judge", args=[document.pk, claim.pk, "accept"]))
    claim.refresh_from_db()
    assert response.status_code in (403, 404) and claim.state == "proposed"
