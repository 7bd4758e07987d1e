"""Sessions that end, links that another window replaced, two windows with one draft: nothing happens twice, nothing typed is lost."""

import re
from html import unescape

import pytest
from django.test import Client

from passerelles.common.models import Mail
from passerelles.library.models import Document
from passerelles.people.queries import digest_of
from passerelles.requests.describing import NEXT
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import HOSTILE, last_mail, link_in, said
from passerelles.requests.tests.test_entering import entry, read
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WRITTEN = f"参观城市公园 {HOSTILE}"


def fields(page):
    """What a page's forms would send again: hidden fields and texts."""
    words = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', words)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', words)
    return {name: unescape(value).strip() for name, value in [*hidden, *texts]}


def text(page):
    return unescape(page.content.decode())


def test_a_form_sent_from_a_page_that_holds_no_more_comes_back_as_it_was_written():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/en/ask/", said(purpose=WRITTEN))
    assert page.status_code == 403 and "please send it once more" in text(page) and fields(page)["purpose"] == WRITTEN
    assert "<script>alert(1)" not in page.content.decode() and not Request.objects.exists() and not Mail.objects.exists()
    again = {**said(purpose=WRITTEN), "csrfmiddlewaretoken": fields(page)["csrfmiddlewaretoken"]}
    assert strict.post("/en/ask/", again).status_code == 302 and Request.objects.get().purpose == WRITTEN


def drafted(client):
    client.post("/en/ask/", said(draft="1"))
    return link_in(last_mail())


def test_of_two_windows_with_one_draft_the_second_is_told_and_decides(client):
    link = drafted(client)
    seen = fields(client.get(link + "write/"))["seen"]
    client.post(link + "write/", said(draft="1", purpose="First window.", seen=seen))
    page = client.post(link + "write/", said(draft="1", purpose=WRITTEN, seen=seen))
    assert "changed in another window" in text(page) and fields(page)["purpose"] == WRITTEN
    assert Request.objects.get().purpose == "First window."
    client.post(link + "write/", said(draft="1", purpose=WRITTEN, seen=fields(page)["seen"]))
    assert Request.objects.get().purpose == WRITTEN


def test_a_draft_that_was_sent_from_another_window_loses_nothing_and_is_sent_once(client):
    link = drafted(client)
    client.post(link + "write/", said(purpose="Sent."))
    page = client.post(link + "write/", said(purpose=WRITTEN))  # the link is another one since
    assert page.status_code == 404 and fields(page)["purpose"] == WRITTEN and "<script>alert(1)" not in page.content.decode()
    assert Request.objects.get().purpose == "Sent." and Mail.objects.count() == 2
    page = client.post("/en/ask/", fields(page))  # taken over into a new form, which is looked at before it is sent
    assert fields(page)["purpose"] == WRITTEN and "please send it once more" in text(page) and Request.objects.count() == 1


def test_what_was_completed_in_one_window_is_not_completed_from_another(client):
    link = drafted(client)
    Request.objects.update(stage="received")
    page = client.post(link + "write/", said(purpose=WRITTEN))
    assert "changed in another window" in text(page) and fields(page)["purpose"] == WRITTEN and Request.objects.get().purpose != WRITTEN
    Request.objects.update(stage="accepted")
    page = client.post(link + "write/", said(purpose=WRITTEN))
    assert page.status_code == 409 and "Another window was quicker" in text(page) and fields(page)["purpose"] == WRITTEN
    assert client.get(link + "write/").status_code == 302


def test_a_forged_link_with_a_form_writes_nothing(client):
    page = client.post("/en/ask/forged/write/", said(purpose=WRITTEN))
    assert page.status_code == 404 and fields(page)["purpose"] == WRITTEN and not Request.objects.exists()


def test_an_officer_whose_session_ended_signs_in_and_goes_on(client, officer):
    page = client.post("/en/requests/new/", entry(purpose=WRITTEN))
    assert page.status_code == 401 and "You are signed out" in text(page) and not Request.objects.exists()
    client.force_login(officer)  # in another window
    assert client.post("/en/requests/new/", fields(page)).status_code == 302 and Request.objects.get().purpose == WRITTEN


def test_signing_in_changes_the_pages_secret_and_what_was_typed_comes_back(officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    page = strict.post("/en/requests/new/", entry(purpose=WRITTEN))
    assert page.status_code == 403 and fields(page)["purpose"] == WRITTEN and not Request.objects.exists()
    page = read(strict)
    assert page.status_code == 403 and not Document.objects.exists()


def test_the_page_of_officers_is_closed_to_who_is_not_signed_in(client):
    assert client.get("/en/requests/new/").url.startswith("/en/sign-in/?next=")
    assert make.group() and client.post("/en/requests/new/", {}).status_code == 401


def test_what_is_wrong_is_listed_at_the_top_with_links_to_its_fields(client):
    page = client.post("/en/ask/", said(size="10000", asker_name="", payer="host"))
    top = page.content.decode().partition("<fieldset>")[0]
    assert '<a href="#id_size">' in top and "between 1 and 999" in top and '<a href="#id_asker_name">' in top
    words = page.content.decode()
    assert words.count('<details class="folded">') == 1  # what somebody filled in stays open


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.UNCONFIRMED])
def test_the_askers_page_says_what_comes_next_at_every_stage(client, stage):
    asked = making.request(token=digest_of("secret"), stage=Stage.RECEIVED)
    leader = making.request() if stage == Stage.JOINED else None
    Request.objects.filter(pk=asked.pk).update(stage=stage, joined_to=leader)
    assert str(NEXT[stage]) in text(client.get("/en/ask/secret/"))
