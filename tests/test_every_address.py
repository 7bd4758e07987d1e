"""What holds of every address of the site: closed unless it is opened here, no form without its token, hostile text inert."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from passerelles.library.models import Visibility
from passerelles.register.models import Entry
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
    "still_true",  # the mail's link: its token says who answers
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


@pytest.fixture
def hostile(db, coordinator):
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
    make.claim(entry, "since", 1984, document)
    make.doubt(document, suggestions=[HOSTILE], entry=entry)
    type(coordinator).objects.filter(pk=coordinator.pk).update(name=HOSTILE[:150])
    return document


def pages(document) -> list[str]:
    found = [
        reverse(name)
        for name in ("home", "entries", "authorities", "documents", "map", "map_drawing", "statistics", "desk", "upload", "account")
    ]
    found += [reverse("entries") + f"?kind={kind}&body={HOSTILE[:40]}" for kind in ("partnership", "practice", HOSTILE[:20])]
    found += [reverse("entry", args=[entry.pk]) for entry in Entry.objects.all()]
    found += [reverse("authority", args=[party.organisation_id]) for entry in Entry.objects.all() for party in entry.parties.all()]
    return [*found, reverse("document", args=[document.pk]), reverse("desk_document", args=[document.pk])]


def test_hostile_text_is_shown_as_text_on_every_page(hostile, signed_in, coordinator):
    shown = ""
    for client in (Client(), signed_in(make.again(coordinator))):
        for page in pages(hostile):
            response = client.get(page)
            assert response.status_code in (200, 302), page
            body = response.content.decode()
            assert not [mark for mark in MARKS if mark in body], page
            shown += body
    assert shown.count("&lt;script&gt;alert(1)") > 10  # it is there, as words
    assert "{{ 7|add:7 }}" in shown


@pytest.mark.browser
def test_no_script_of_a_text_runs_in_a_browser(hostile, live_server, browser, coordinator, signed_in):
    context = browser.new_context()
    cookie = signed_in(make.again(coordinator)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page, alerts = context.new_page(), []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for path in pages(hostile):
        page.goto(live_server.url + path)
    context.close()
    assert alerts == []


# Others' papers


def test_another_groups_documents_do_not_exist_for_an_officer(signed_in, officer):
    other = make.coordinator(make.group("vietnam"))
    document = make.document(visibility=Visibility.GROUP, group=make.group("vietnam"), brought_by=other)
    assert signed_in(officer).get(reverse("document", args=[document.pk])).status_code == 404
    for name in ("document_original", "document_retry", "document_version", "document_visibility", "desk_document"):
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
